import "server-only";
import { Button, Text } from "@react-email/components";
import { catalogue } from "../catalogue";
import { MailFrame } from "./mail-frame";
import { button, words } from "./styles";

interface PaymentFailedMailProps {
  /** Its name. */
  plan: string;
  /** With its currency. */
  price: string;
  /** The last digits of the card. */
  card: string | null;
  /** What the bank said. */
  reason: string | null;
  billingUrl: string;
}

/** Tells a customer that the plan could not be renewed, and where that is mended. */
export function PaymentFailedMail({ plan, price, card, reason, billingUrl }: PaymentFailedMailProps) {
  return (
    <MailFrame
      preview="Change the card and the plan goes on."
      title={`The payment for your ${plan} failed`}
      footer={`${catalogue.productName} sends this for each payment that fails. It can't be switched off.`}
    >
      <Text style={words}>
        {price} could not be charged{card && ` to the card ending in ${card}`}.
        {reason && ` The bank says: ${reason}`}
      </Text>
      <Text style={words}>
        Change the card in the billing portal: what is owed is charged to it at once, and new credits arrive
        with that payment. Those that you have can be sent meanwhile, and top-ups work.
      </Text>
      <Button href={billingUrl} style={button}>
        Fix payment
      </Button>
    </MailFrame>
  );
}
