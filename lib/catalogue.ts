/**
 * What is sold, and under which name, in one place: screens, mails, `npm run setup` and the sandbox's products are made
 * from it. To reprice or rebrand, change this file, run `npm run setup` and build anew. What a customer really gets is
 * what the products at Dodo say; `npm run doctor` tells where the two differ.
 */

/** Something that customers buy. */
export interface Offer {
  /** Names the offer in requests and in variables: lower-case letters, digits and dashes. Never changed once it was sold. */
  key: string;
  name: string;
  description: string;
  /** In the smallest unit of the currency, such as US cents. */
  priceMinor: number;
  /** ISO 4217. */
  currency: "USD" | "EUR" | "GBP" | "INR";
  /** Credits with each payment. */
  credits: number;
}

/** Paid again with every cycle. */
export interface Plan extends Offer {
  interval: "week" | "month" | "year";
  /** Customers are warned at or under this share of the plan's credits. */
  lowThresholdPercent: number;
}

/** Paid once, with and without a plan. */
export type Pack = Offer;

/**
 * In the order in which they are shown. The first of each is what a request that names none means. A plan stays here until
 * nobody has it any more: who has one that is not here counts as somebody without a plan, and could buy a second.
 */
const plans: readonly [Plan, ...Plan[]] = [
  {
    key: "plan",
    name: "MailKit Plan",
    description: "5,000 transactional emails per month.",
    priceMinor: 1900,
    currency: "USD",
    credits: 5000,
    interval: "month",
    lowThresholdPercent: 20,
  },
];

const packs: readonly [Pack, ...Pack[]] = [
  {
    key: "topup",
    name: "Email Top-Up Pack",
    description: "Add 5,000 emails to your MailKit balance instantly.",
    priceMinor: 900,
    currency: "USD",
    credits: 5000,
  },
];

export const catalogue = {
  /** What the service calls itself, on screens, in mails and in the documentation. */
  productName: "MailKit",
  /** The credit at Dodo that all offers grant. Its name is how `npm run setup` finds it. */
  creditName: "Email Credits",
  /** Credits live this long from the day they are granted; no shorter than a plan's cycle. */
  creditLifeDays: 30,
  /** A customer is told when these percents of the allowance are left; each may choose others. */
  alertPercents: { low: 20, veryLow: 10, critical: 5 },
  plans,
  packs,
  /** Where only one is spoken of. */
  plan: plans[0],
  topup: packs[0],
} as const;

/** All that is sold, plans first. */
export const offers: readonly (Plan | Pack)[] = [...plans, ...packs];

/** A pack as it is sold now. A key that is sold no more means the usual pack. */
export const packOfKey = (key: string): Pack =>
  catalogue.packs.find((pack) => pack.key === key) ?? catalogue.topup;

/** A plan by its key. A key that is sold no more, or was never noted, means the usual plan. */
export const planOfKey = (key: string | null | undefined): Plan =>
  catalogue.plans.find((plan) => plan.key === key) ?? catalogue.plan;

/** The levels at which a customer of this plan is warned unless they choose others, deepest last. */
export function warningPercents({ lowThresholdPercent }: Pick<Plan, "lowThresholdPercent">): number[] {
  const { veryLow, critical } = catalogue.alertPercents;
  return [lowThresholdPercent, ...[veryLow, critical].filter((percent) => percent < lowThresholdPercent)];
}

export const isPlan = (offer: Plan | Pack): offer is Plan => "interval" in offer;

/** The variable that holds the id of an offer's product at Dodo. The first plan and pack have the tutorial's names. */
export function productVariable({ key }: Offer): string {
  if (key === catalogue.plan.key) return "PLAN_PRODUCT_ID";
  if (key === catalogue.topup.key) return "TOPUP_PRODUCT_ID";
  return `PRODUCT_ID_${key.toUpperCase().replaceAll("-", "_")}`;
}
