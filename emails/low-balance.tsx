import { Button, Heading, Text } from "@react-email/components";
import { MailFrame } from "./mail-frame";

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
    >
      <Heading as="h1" style={{ fontSize: 20 }}>
        {isEmpty ? "You have no email credits left" : `You have ${left} email credits left`}
      </Heading>
      <Text>
        {isEmpty
          ? "MailKit refuses new emails until you add credits. Emails that were accepted before are still delivered, and nothing was charged for the ones that were refused."
          : "When they are used up, MailKit stops sending until you add more. There is no overage, so there is nothing to pay by surprise."}
      </Text>
      <Button
        href={billingUrl}
        style={{
          background: "#18181b",
          color: "#ffffff",
          borderRadius: 6,
          padding: "10px 16px",
          fontSize: 14,
        }}
      >
        Buy {topupCredits.toLocaleString("en")} credits
      </Button>
    </MailFrame>
  );
}
