import "server-only";
import { z } from "zod";
import type { Pack, Plan } from "../catalogue";
import { type DodoAccount, orMissing } from "./account";
import { amountSchema } from "./amount";
import { itemsOf } from "./client";
import { attachmentOf, OFFER_METADATA_KEY, productOf } from "./product-params";

const PAGE_SIZE = 100;
/** More products than this are no account of one service. */
const PAGES_MAX = 20;

const listedSchema = z.object({
  product_id: z.string().min(1),
  name: z.string().nullish(),
  is_recurring: z.boolean(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
});
export type ListedProduct = z.infer<typeof listedSchema>;

const attachedSchema = z.looseObject({
  credit_entitlement_id: z.string(),
  credits_amount: amountSchema,
  expires_after_days: z.number().int().nullish(),
  low_balance_threshold_percent: z.coerce.number().nullish(),
  overage_enabled: z.boolean().nullish(),
  rollover_enabled: z.boolean().nullish(),
});

const productSchema = z.object({
  product_id: z.string().min(1),
  name: z.string().nullish(),
  description: z.string().nullish(),
  price: z.object({
    type: z.string(),
    currency: z.string().optional(),
    price: z.number().int().optional(),
    payment_frequency_count: z.number().int().optional(),
    payment_frequency_interval: z.string().optional(),
    subscription_period_count: z.number().int().optional(),
    subscription_period_interval: z.string().optional(),
  }),
  credit_entitlements: z.array(attachedSchema).nullish(),
});

/** A product with the credits that it grants, as far as MailKit depends on it. */
export type DodoProduct = z.infer<typeof productSchema>;

/** All products that are not archived. The SDK's own iteration skips the second page, so pages are counted here. */
export async function listProducts(account: DodoAccount): Promise<ListedProduct[]> {
  const all: ListedProduct[] = [];
  for (let page_number = 0; page_number < PAGES_MAX; page_number++) {
    const page = await account.call(true, async (client) =>
      z
        .array(listedSchema)
        .parse(itemsOf(await client.products.list({ page_number, page_size: PAGE_SIZE, archived: false }))),
    );
    all.push(...page);
    if (page.length < PAGE_SIZE) break;
  }
  return all;
}

/** One product; null if there is none by this id. Throws AccountTrouble. */
export async function readProduct(account: DodoAccount, id: string): Promise<DodoProduct | null> {
  return orMissing(
    account.call(true, async (client) => productSchema.parse(await client.products.retrieve(id))),
  );
}

/** True for what `createProduct` made for this offer. */
export const isMadeFor = (product: ListedProduct, { key }: Plan | Pack) =>
  product.metadata?.[OFFER_METADATA_KEY] === key;

/**
 * Makes an offer's product and returns its id. Creating is not idempotent: after a lost answer, look for it. Throws
 * AccountTrouble.
 */
export async function createProduct(
  account: DodoAccount,
  offer: Plan | Pack,
  creditId: string,
): Promise<string> {
  return account.call(false, async (client) => {
    const created: unknown = await client.products.create({
      ...productOf(offer),
      tax_category: "saas",
      metadata: { [OFFER_METADATA_KEY]: offer.key },
      credit_entitlements: [attachmentOf(offer, creditId)],
    });
    // `product_id`, and not `id` as everywhere else.
    return listedSchema.pick({ product_id: true }).parse(created).product_id;
  });
}

/**
 * Makes a product what the catalogue wants. Its list of credits is replaced as a whole by Dodo: those of other credits
 * stay only beside ours, because a product that lacks ours was attached to the wrong one. Throws AccountTrouble.
 */
export async function updateProduct(
  account: DodoAccount,
  offer: Plan | Pack,
  { product, creditId }: { product: DodoProduct; creditId: string },
): Promise<void> {
  const attached = product.credit_entitlements ?? [];
  const hasOurs = attached.some((one) => one.credit_entitlement_id === creditId);
  const others = hasOurs ? attached.filter((one) => one.credit_entitlement_id !== creditId) : [];
  const kept = others.map(({ id, credit_entitlement_name, credit_entitlement_unit, ...rest }) => ({
    ...rest,
    credits_amount: String(rest.credits_amount),
  }));
  await account.call(true, (client) =>
    client.products.update(product.product_id, {
      ...productOf(offer),
      credit_entitlements: [attachmentOf(offer, creditId), ...kept],
    }),
  );
}
