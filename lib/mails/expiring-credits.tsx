import "server-only";
import { Button, Text } from "@react-email/components";
import { catalogue } from "../catalogue";
import { MailFrame } from "./mail-frame";
import { button, words } from "./styles";

interface ExpiringCreditsMailProps {
  /** Of all grants together. */
  credits: number;
  /** Such as `in 7 days`. */
  when: string;
  grants: readonly { credits: number; expiresAt: Date }[];
  billingUrl: string;
}

/** Tells a customer that credits are about to expire. */
export function ExpiringCreditsMail({ credits, when, grants, billingUrl }: ExpiringCreditsMailProps) {
  const title = `${credits.toLocaleString("en")} email credits expire ${when}`;
  return (
    <MailFrame
      preview={title}
      title={title}
      footer={`${catalogue.productName} sends this once a week and once a day before. You can switch it off in Billing → Alerts.`}
    >
      {grants.map(({ credits, expiresAt }) => (
        <Text key={`${expiresAt.getTime()} ${credits}`} style={words}>
          {credits.toLocaleString("en")} credits until {dates.format(expiresAt)} (UTC)
        </Text>
      ))}
      <Text style={words}>
        The oldest credits are spent first, so whatever you send until then is paid with these.
      </Text>
      <Button href={billingUrl} style={button}>
        See your credits
      </Button>
    </MailFrame>
  );
}

const dates = new Intl.DateTimeFormat("en-US", {
  dateStyle: "long",
  timeStyle: "short",
  hourCycle: "h23",
  timeZone: "UTC",
});
