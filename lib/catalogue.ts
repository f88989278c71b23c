/**
 * What is sold, in one place: screens, mails, and the sandbox's products are made from it.
 * Prices are US cents. What a customer really gets is what the products at Dodo say; keep both the same.
 */
export const catalogue = {
  creditName: "Email Credits",
  /** Credits live this long from the day they are granted. */
  creditLifeDays: 30,
  /** A customer is told when these percents of the allowance are left; each may choose others. */
  alertPercents: { low: 20, veryLow: 10, critical: 5 },
  plan: {
    name: "MailKit Plan",
    description: "5,000 transactional emails per month.",
    priceMinor: 1900,
    credits: 5000,
    lowThresholdPercent: 20,
  },
  topup: {
    name: "Email Top-Up Pack",
    description: "Add 5,000 emails to your MailKit balance instantly.",
    priceMinor: 900,
    credits: 5000,
  },
} as const;
