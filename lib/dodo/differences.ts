import "server-only";
import { catalogue, isPlan, type Pack, type Plan } from "../catalogue";
import { type Difference, eventDifferences } from "../providers/differences";
import type { DodoCredit } from "./account-credits";
import type { DodoProduct } from "./account-products";
import type { DodoEndpoint } from "./account-webhooks";
import { INTERVALS } from "./product-params";
import { DODO_EVENTS } from "./webhook-events";

/** Collects what differs. */
function comparison() {
  const differences: Difference[] = [];
  const compare = (what: string, is: unknown, should: unknown, canChange = true) => {
    if (is !== should)
      differences.push({ text: `${what} is ${say(is)} instead of ${say(should)}`, canChange });
  };
  return { differences, compare };
}

const say = (value: unknown) => (value === null || value === undefined ? "not set" : String(value));

/** How a credit differs from what emails are paid with. Pure. */
export function creditDifferences(credit: DodoCredit): Difference[] {
  const { differences, compare } = comparison();
  // Amounts with decimals would be cut off, and no call can change it any more.
  compare("its precision", credit.precision, 0, false);
  compare("its life in days", credit.expires_after_days ?? null, catalogue.creditLifeDays);
  compare("rollover", onOff(credit.rollover_enabled), "off");
  compare("overage", onOff(credit.overage_enabled), "off");
  compare("its unit", credit.unit, "email");
  return differences;
}

/** How a product differs from its offer: price, cycle, and the credits that it grants. Pure. */
export function productDifferences(
  { price, ...product }: DodoProduct,
  offer: Plan | Pack,
  creditId: string,
): Difference[] {
  const { differences, compare } = comparison();
  compare("its type", price.type, isPlan(offer) ? "recurring_price" : "one_time_price", false);
  compare("its price", money(price.price, price.currency), money(offer.priceMinor, offer.currency));
  if (isPlan(offer)) {
    const cycle = `${price.payment_frequency_count ?? 0} ${price.payment_frequency_interval ?? "unknown"}`;
    compare("its cycle", cycle, `1 ${INTERVALS[offer.interval]}`);
    if (isOverAfterOneCycle(price))
      differences.push({ text: "its whole term is a single cycle, so it never renews", canChange: true });
  }
  compare("its name", product.name ?? null, offer.name);
  return [...differences, ...attachmentDifferences(product.credit_entitlements ?? [], offer, creditId)];
}

type Attached = NonNullable<DodoProduct["credit_entitlements"]>;

function attachmentDifferences(attached: Attached, offer: Plan | Pack, creditId: string): Difference[] {
  const { differences, compare } = comparison();
  const ours = attached.find((one) => one.credit_entitlement_id === creditId);
  if (!ours) {
    const others = attached.map((one) => `${one.credits_amount} of ${one.credit_entitlement_id}`);
    const grants = others.length > 0 ? `grants ${others.join(" and ")}, but` : "grants no credits, and";
    return [{ text: `it ${grants} none of ${creditId}, which emails are paid with`, canChange: true }];
  }
  compare("what it grants", ours.credits_amount, offer.credits);
  compare("the life of its credits in days", ours.expires_after_days ?? null, catalogue.creditLifeDays);
  if (isPlan(offer))
    compare(
      "its low-balance threshold",
      ours.low_balance_threshold_percent ?? null,
      offer.lowThresholdPercent,
    );
  compare("rollover of its credits", onOff(ours.rollover_enabled), "off");
  compare("overage of its credits", onOff(ours.overage_enabled), "off");
  return differences;
}

/** How an endpoint differs from one that sends exactly what MailKit uses. Pure. */
export function endpointDifferences({ disabled, filter_types }: DodoEndpoint): Difference[] {
  return eventDifferences({
    isDisabled: disabled ?? false,
    events: filter_types ?? null,
    wanted: DODO_EVENTS,
  });
}

const onOff = (isOn: boolean | null | undefined) => (isOn ? "on" : "off");

const money = (minor: number | undefined, currency: string | undefined) =>
  minor === undefined ? null : `${minor / 100} ${currency ?? ""}`.trim();

function isOverAfterOneCycle(price: DodoProduct["price"]): boolean {
  return (
    price.subscription_period_count === price.payment_frequency_count &&
    price.subscription_period_interval === price.payment_frequency_interval
  );
}
