import "server-only";
import { z } from "zod";
import { catalogue } from "../catalogue";
import { type DodoAccount, orMissing } from "./account";
import { itemsOf } from "./client";

/** Dodo's limit of a page. An account has a handful of credits. */
const PAGE_SIZE = 100;

const creditSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  unit: z.string(),
  precision: z.number().int(),
  expires_after_days: z.number().int().nullish(),
  rollover_enabled: z.boolean(),
  overage_enabled: z.boolean(),
});

/** A credit entitlement, as far as MailKit depends on it. */
export type DodoCredit = z.infer<typeof creditSchema>;

/** The credits of the account that are not deleted. Throws AccountTrouble. */
export async function listCredits(account: DodoAccount): Promise<DodoCredit[]> {
  return account.call(true, async (client) =>
    z
      .array(creditSchema)
      .parse(itemsOf(await client.creditEntitlements.list({ page_number: 0, page_size: PAGE_SIZE }))),
  );
}

/** One credit; null if there is none by this id. Throws AccountTrouble. */
export async function readCredit(account: DodoAccount, id: string): Promise<DodoCredit | null> {
  return orMissing(
    account.call(true, async (client) => creditSchema.parse(await client.creditEntitlements.retrieve(id))),
  );
}

/** What the catalogue wants of the credit, but for its name. Whole emails, no debts, no second life. */
const changeable = {
  unit: "email",
  expires_after_days: catalogue.creditLifeDays,
  rollover_enabled: false,
  overage_enabled: false,
};

/** Makes the credit and returns its id. Names are unique, so a second one can't come to be. Throws AccountTrouble. */
export async function createCredit(account: DodoAccount): Promise<string> {
  return account.call(false, async (client) => {
    const created: unknown = await client.creditEntitlements.create({
      name: catalogue.creditName,
      precision: 0,
      ...changeable,
    });
    return creditSchema.pick({ id: true }).parse(created).id;
  });
}

/** Makes a credit what the catalogue wants. Its precision can't be changed. Throws AccountTrouble. */
export async function updateCredit(account: DodoAccount, id: string): Promise<void> {
  await account.call(true, (client) => client.creditEntitlements.update(id, changeable));
}

/** Changes nothing, which a key that may only read is refused all the same. Throws AccountTrouble. */
export async function touchCredit(account: DodoAccount, id: string): Promise<void> {
  await account.call(true, (client) => client.creditEntitlements.update(id, {}));
}
