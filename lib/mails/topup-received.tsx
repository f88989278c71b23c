import "server-only";
import { Button, Text } from "@react-email/components";
import { MailFrame } from "./mail-frame";
import { button, words } from "./styles";

interface TopUpReceivedMailProps {
  credits: number;
  /** With its currency. */
  price: string;
  lifeDays: number;
  billingUrl: string;
}

/** Tells a customer that a top-up was paid. */
export function TopUpReceivedMail({ credits, price, lifeDays, billingUrl }: TopUpReceivedMailProps) {
  const bought = `${credits.toLocaleString("en")} email credits`;
  return (
    <MailFrame
      preview={`${bought} for ${price}.`}
      title={`Your top-up of ${bought} was paid`}
      footer="The invoice is on the billing page. You can switch these receipts off in Billing → Alerts."
    >
      <Text style={words}>
        Your payment of {price} was received. The credits are added to your balance within seconds and live{" "}
        {lifeDays} days.
      </Text>
      <Button href={billingUrl} style={button}>
        See your balance
      </Button>
    </MailFrame>
  );
}
