import "server-only";
import { Button, Text } from "@react-email/components";
import { catalogue } from "../catalogue";
import { MailFrame } from "./mail-frame";
import { button, words } from "./styles";

interface LowBalanceMailProps {
  level: "low" | "very_low" | "critical" | "empty";
  available: number;
  topupCredits: number;
  billingUrl: string;
}

/** Warns a customer before, or tells them that, sending stops. */
export function LowBalanceMail({ level, available, topupCredits, billingUrl }: LowBalanceMailProps) {
  const left = `${available.toLocaleString("en")} email credit${available === 1 ? "" : "s"} left`;
  const isEmpty = level === "empty";
  return (
    <MailFrame
      preview={isEmpty ? "Sending is stopped until you add credits." : `${left}.`}
      title={isEmpty ? "You have no email credits left" : `You have ${level === "low" ? "" : "only "}${left}`}
      footer={`${catalogue.productName} sends this once, until your balance rises again. Choose when you are warned, and who, in Billing → Alerts.`}
    >
      <Text style={words}>{explanations[level]}</Text>
      <Button href={billingUrl} style={button}>
        Buy {topupCredits.toLocaleString("en")} credits
      </Button>
    </MailFrame>
  );
}

const explanations: Record<LowBalanceMailProps["level"], string> = {
  low: `When they are used up, ${catalogue.productName} stops sending until you add more. There is no overage, so there is nothing to pay by surprise.`,
  very_low: `At this level it is time to add more: at zero ${catalogue.productName} stops sending, and nothing is sent on credit.`,
  critical: `Sending stops soon: at zero ${catalogue.productName} refuses new emails until you add credits. A top-up arrives within seconds.`,
  empty: `${catalogue.productName} refuses new emails until you add credits. Emails that were accepted before are still delivered, and nothing was charged for the ones that were refused.`,
};
