import {
  catalogue,
  isPlan,
  offers,
  type Pack,
  type Plan as PlanOffer,
  productVariable,
} from "@/lib/catalogue";
import type { Configuration } from "@/lib/checks/configuration";
import type { DodoAccount } from "@/lib/dodo/account";
import { createCredit, type DodoCredit, listCredits, updateCredit } from "@/lib/dodo/account-credits";
import {
  createProduct,
  isMadeFor,
  type ListedProduct,
  listProducts,
  readProduct,
  updateProduct,
} from "@/lib/dodo/account-products";
import { creditDifferences, productDifferences } from "@/lib/dodo/differences";
import { makeOnce, type Plan, type Step, stepFor } from "./plan";

const CREDIT = "CREDIT_ENTITLEMENT_ID";

/** The credit that emails are paid with. Looks, and says what would have to be done. Throws AccountTrouble. */
export async function planCredit(account: DodoAccount, plan: Plan, { value }: Configuration): Promise<void> {
  const configured = value(CREDIT);
  const credits = await listCredits(account);
  const credit = credits.find(({ id }) => id === configured) ?? credits.find(isOurs);
  if (credit) {
    plan.found.set(CREDIT, credit.id);
    const what = `The credit "${credit.name}" (${credit.id})`;
    plan.steps.push(stepFor(what, creditDifferences(credit), () => updateCredit(account, credit.id)));
    return;
  }
  const make = async () => {
    const id = await makeOnce(
      () => createCredit(account),
      async () => (await listCredits(account)).find(isOurs)?.id ?? null,
    );
    plan.found.set(CREDIT, id);
  };
  const text = `The credit "${catalogue.creditName}": unit email, whole numbers, ${catalogue.creditLifeDays} days.`;
  plan.steps.push(toMake(text, make, { variable: CREDIT, configured }));
}

const isOurs = ({ name }: DodoCredit) => name === catalogue.creditName;

/** The product of each offer of the catalogue. Throws AccountTrouble. */
export async function planProducts(
  account: DodoAccount,
  plan: Plan,
  configuration: Configuration,
): Promise<void> {
  const listed = await listProducts(account);
  const taken = new Set(offers.map((offer) => configuration.value(productVariable(offer))));
  for (const offer of offers) {
    const free = listed.filter(({ product_id }) => !taken.has(product_id));
    plan.steps.push(await planProduct(account, plan, { offer, free, configuration }));
  }
}

interface Search {
  offer: PlanOffer | Pack;
  /** Products that are no other offer's. */
  free: ListedProduct[];
  configuration: Configuration;
}

async function planProduct(account: DodoAccount, plan: Plan, search: Search): Promise<Step> {
  const { offer, free, configuration } = search;
  const variable = productVariable(offer);
  const configured = configuration.value(variable);
  const product =
    (configured ? await readProduct(account, configured) : null) ?? (await onlyMatch(account, free, offer));
  if (product === "several")
    return {
      kind: "blocked",
      text: `Several products could be "${offer.name}": ${matching(free, offer)
        .map(({ product_id }) => product_id)
        .join(", ")}. Put the id of the right one into ${variable}, or archive the others.`,
    };
  const creditId = () => plan.found.get(CREDIT) ?? "the credit that is made now";
  if (product) {
    plan.found.set(variable, product.product_id);
    const what = `The product "${offer.name}" (${product.product_id})`;
    const differences = productDifferences(product, offer, creditId());
    return stepFor(what, differences, () => updateProduct(account, offer, { product, creditId: creditId() }));
  }
  const price = `${offer.priceMinor / 100} ${offer.currency}${isPlan(offer) ? ` a ${offer.interval}` : " once"}`;
  const make = async () => {
    const find = async () =>
      (await listProducts(account)).find((one) => isMadeFor(one, offer))?.product_id ?? null;
    plan.found.set(variable, await makeOnce(() => createProduct(account, offer, creditId()), find));
  };
  const text = `The product "${offer.name}": ${price}, ${offer.credits} credits.`;
  return toMake(text, make, { variable, configured });
}

/** An id that leads nowhere may be of another account, or of the other mode: then making a new one is asked for. */
function toMake(
  text: string,
  apply: () => Promise<void>,
  { variable, configured }: { variable: string; configured: string | undefined },
): Step {
  if (configured === undefined) return { kind: "make", text, apply };
  return {
    kind: "change",
    text: `Dodo does not have ${configured} (${variable}). Made anew: ${text}`,
    apply,
  };
}

/** Those that setup has made for this offer, else those of its name and kind. */
function matching(products: ListedProduct[], offer: PlanOffer | Pack): ListedProduct[] {
  const made = products.filter((product) => isMadeFor(product, offer));
  if (made.length > 0) return made;
  return products.filter(({ name, is_recurring }) => name === offer.name && is_recurring === isPlan(offer));
}

async function onlyMatch(account: DodoAccount, free: ListedProduct[], offer: PlanOffer | Pack) {
  const [first, ...others] = matching(free, offer);
  if (others.length > 0) return "several";
  return first ? readProduct(account, first.product_id) : null;
}
