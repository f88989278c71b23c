export interface TestCard {
  number: string;
  network: "VISA" | "MASTERCARD";
  /** The last two succeed while the customer is there, and not when the card is charged without them. */
  outcome: "succeeds" | "declined" | "fails_at_renewal" | "asks_when_saved";
  /** False: Dodo remembers the card, but not for charges without the customer. */
  isForRecurring?: boolean;
  label: string;
  errorCode?: string;
  errorMessage?: string;
}

const genericDecline = {
  outcome: "declined",
  errorCode: "GENERIC_DECLINE",
  errorMessage: "Your card was declined.",
} as const;

/** Dodo docs: testing process; transaction failures. */
export const testCards: readonly TestCard[] = [
  { number: "4242424242424242", network: "VISA", outcome: "succeeds", label: "Succeeds" },
  { number: "5555555555554444", network: "MASTERCARD", outcome: "succeeds", label: "Succeeds" },
  { number: "4000000000000002", network: "VISA", label: "Declined", ...genericDecline },
  {
    number: "4000000000009995",
    network: "VISA",
    outcome: "declined",
    label: "Insufficient funds",
    errorCode: "INSUFFICIENT_FUNDS",
    errorMessage: "Your card has insufficient funds.",
  },
  {
    number: "4000000000000341",
    network: "VISA",
    outcome: "fails_at_renewal",
    label: "Succeeds now, fails at renewal",
  },
  // The next two are the sandbox's own: Dodo documents no card for either.
  {
    number: "4000002760003184",
    network: "VISA",
    outcome: "asks_when_saved",
    label: "Succeeds now, asks for 3-D Secure when it is charged later",
  },
  {
    number: "5200828282828210",
    network: "MASTERCARD",
    outcome: "succeeds",
    isForRecurring: false,
    label: "Succeeds now, can’t be charged later",
  },
  { number: "4576238912771450", network: "VISA", outcome: "succeeds", label: "Succeeds (India)" },
  { number: "5409162669381034", network: "MASTERCARD", outcome: "succeeds", label: "Succeeds (India)" },
  { number: "4706131211212123", network: "VISA", label: "Declined (India)", ...genericDecline },
  { number: "5105105105105100", network: "MASTERCARD", label: "Declined (India)", ...genericDecline },
];

export const defaultCardNumber = "4242424242424242";

/** Null for anything that is no test card; real numbers have no place here. */
export function findCard(number: string): TestCard | null {
  const digits = number.replace(/\D/g, "");
  return testCards.find((card) => card.number === digits) ?? null;
}

export const groupedDigits = (number: string): string => number.replace(/(\d{4})(?=\d)/g, "$1 ");
