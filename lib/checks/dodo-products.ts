import "server-only";
import { type Pack, type Plan, productVariable } from "../catalogue";
import type { Check } from "../contracts/checks";
import type { DodoAccount } from "../dodo/account";
import { listCredits, readCredit } from "../dodo/account-credits";
import { readProduct } from "../dodo/account-products";
import { creditDifferences, productDifferences } from "../dodo/differences";
import type { Difference } from "../providers/differences";
import { checking, failed, ok, skipped } from "./check";
import type { CheckContext } from "./context";

const FIX = "Run `npm run setup`, which shows the differences and asks before it changes anything.";

/** The credit that emails are paid with: an id with a slip in it would debit another one, or none. */
export function checkCredit(account: DodoAccount, { configuration }: CheckContext): Promise<Check> {
  return checking("credit", async () => {
    const id = configuration.value("CREDIT_ENTITLEMENT_ID");
    if (!id) return skipped("credit", "CREDIT_ENTITLEMENT_ID is not set.");
    const credit = await readCredit(account, id);
    if (credit) return verdict("credit", `The credit "${credit.name}"`, creditDifferences(credit));
    const known = (await listCredits(account)).map((one) => `"${one.name}" is ${one.id}`);
    const there = known.length > 0 ? ` There: ${known.join(", ")}.` : "";
    return failed(
      "credit",
      `Dodo has no credit ${id} (CREDIT_ENTITLEMENT_ID).${there}`,
      "Correct CREDIT_ENTITLEMENT_ID, or run `npm run setup`.",
    );
  });
}

/** One offer's product: its price, its cycle, and that it grants the credit that emails are paid with. */
export function checkProduct(
  account: DodoAccount,
  { configuration }: CheckContext,
  offer: Plan | Pack,
): Promise<Check> {
  const name = `product_${offer.key}`;
  const variable = productVariable(offer);
  return checking(name, async () => {
    const [id, creditId] = [configuration.value(variable), configuration.value("CREDIT_ENTITLEMENT_ID")];
    if (!id || !creditId) return skipped(name, `${id ? "CREDIT_ENTITLEMENT_ID" : variable} is not set.`);
    const product = await readProduct(account, id);
    if (product)
      return verdict(name, `The product "${offer.name}"`, productDifferences(product, offer, creditId));
    return failed(
      name,
      `Dodo has no product ${id} (${variable}).`,
      `Correct ${variable}, or run \`npm run setup\`.`,
    );
  });
}

function verdict(name: string, what: string, differences: Difference[]): Check {
  if (differences.length === 0) return ok(name, `${what} is what the catalogue says.`);
  return failed(name, `${what}: ${differences.map(({ text }) => text).join("; ")}.`, FIX);
}
