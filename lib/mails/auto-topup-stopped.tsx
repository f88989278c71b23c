import "server-only";
import { Button, Text } from "@react-email/components";
import { catalogue } from "../catalogue";
import type { StopReason } from "../contracts/auto-topup";
import { MailFrame } from "./mail-frame";
import { button, words } from "./styles";

interface AutoTopUpStoppedMailProps {
  reason: StopReason;
  /** What the bank or Dodo said. */
  detail: string | null;
  /** Such as `VISA ending in 4242`. */
  card: string;
  available: number;
  billingUrl: string;
}

/** Tells a customer that no more credits are bought for them, and why. */
export function AutoTopUpStoppedMail({
  reason,
  detail,
  card,
  available,
  billingUrl,
}: AutoTopUpStoppedMailProps) {
  const left = Math.max(0, available).toLocaleString("en");
  return (
    <MailFrame
      preview="No more credits are bought automatically until you resume it."
      title="Auto top-up has stopped"
      footer={`${catalogue.productName} sends this once each time auto top-up stops.`}
    >
      <Text style={words}>{whatHappened(reason, card)}</Text>
      {detail && <Text style={words}>What was said: {detail}</Text>}
      <Text style={words}>
        You have {left} email credits left. No more are bought until you resume auto top-up. You can buy some
        by hand meanwhile.
      </Text>
      <Button href={billingUrl} style={button}>
        Open billing
      </Button>
    </MailFrame>
  );
}

function whatHappened(reason: StopReason, card: string): string {
  switch (reason) {
    case "declined":
      return `Your card (${card}) was declined. Nothing was charged.`;
    case "needs_customer":
      return `The payment with your card (${card}) needs you, or takes longer than it should. Nothing is certain yet: if it goes through after all, its credits arrive by themselves and auto top-up goes on.`;
    case "card_missing":
      return `Your card (${card}) is not saved any more. Nothing was charged.`;
    case "refused":
      return `The purchase with your card (${card}) was refused. Nothing was charged.`;
    case "unconfirmed":
      return `There was no answer when your card (${card}) was to be charged. No payment was found since, so nothing was charged as far as we can see.`;
    case "credits_missing":
      return `Your card (${card}) was charged, but the credits have not arrived. Nothing more is bought until you resume auto top-up. Answer this mail to ask what became of them.`;
    case "price_changed":
      return "The price of a pack is higher than the one that you agreed to. Nothing was charged.";
    case "payment_returned":
      return `One of your payments was refunded, or disputed at the bank. So that your card (${card}) is not charged for credits that you may not want, nothing more is bought by itself.`;
  }
}
