import "server-only";
import { Button, Text } from "@react-email/components";
import { catalogue } from "../catalogue";
import { MailFrame } from "./mail-frame";
import { button, words } from "./styles";

interface SendingResumedMailProps {
  available: number;
  /** Credits of accepted emails that are not paid yet. */
  held: number;
  /** What may be used in a day from here on; null if no limit is left. */
  dailyCredits: number | null;
  url: string;
}

/** Tells a customer that a pause of their sending is over: what goes out now, and what there is to do. */
export function SendingResumedMail({ available, held, dailyCredits, url }: SendingResumedMailProps) {
  return (
    <MailFrame
      preview="You can send again."
      title="Sending from your account is resumed"
      footer={`${catalogue.productName} sends this once each time a pause of sending ends. It can't be switched off.`}
    >
      <Text style={words}>You can send again, from the dashboard and with your API keys.</Text>
      <Text style={words}>
        {held > 0
          ? "Emails that were accepted before and have not left yet go out by themselves now."
          : "Nothing of yours was waiting to be sent."}{" "}
        What was refused meanwhile was not kept and cost nothing: send it again if it is still of use.
      </Text>
      <Text style={words}>
        You have {available.toLocaleString("en")} email credit{available === 1 ? "" : "s"}.
        {dailyCredits !== null && ` You can use ${dailyCredits.toLocaleString("en")} of them a day (UTC).`}
      </Text>
      <Button href={url} style={button}>
        Open the dashboard
      </Button>
    </MailFrame>
  );
}
