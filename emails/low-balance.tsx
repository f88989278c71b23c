import { Button, Text } from "@react-email/components";
import { catalogue } from "../lib/catalogue";
import { MailFrame } from "./mail-frame";
import { button, words } from "./styles";

interface LowBalanceMailProps {
  level: "low" | "empty";
  available: number;
  topupCredits: number;
  billingUrl: string;
}

/** Warns a customer before, or tells them that, sending stops. */
export function LowBalanceMail({ level, available, topupCredits, billingUrl }: LowBalanceMailProps) {
  const isEmpty = level === "empty";
  const left = available.toLocaleString("en");
  return (
    <MailFrame
      preview={isEmpty ? "Sending is stopped until you add credits." : `${left} email credits left.`}
      title={isEmpty ? "You have no email credits left" : `You have ${left} email credits left`}
      footer={`${catalogue.productName} sends this once, until your balance rises again.`}
    >
      <Text style={words}>
        {isEmpty
          ? `${catalogue.productName} refuses new emails until you add credits. Emails that were accepted before are still delivered, and nothing was charged for the ones that were refused.`
          : `When they are used up, ${catalogue.productName} stops sending until you add more. There is no overage, so there is nothing to pay by surprise.`}
      </Text>
      <Button href={billingUrl} style={button}>
        Buy {topupCredits.toLocaleString("en")} credits
      </Button>
    </MailFrame>
  );
}
