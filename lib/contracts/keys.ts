import { z } from "zod";

/** Keys that can be used, per customer. Enough for one per program, few enough to look through. */
export const KEYS_MAX = 50;
/** Budgets are `integer` columns. */
const BUDGET_MAX = 2_147_483_647;

/** Where the dashboard reads and makes keys; `/{id}` is one of them. */
export const KEYS_PATH = "/api/keys";

export const keyNameSchema = z
  .string({ error: "Give the key a name." })
  .trim()
  .min(1, "Give the key a name.")
  .max(50, "A name takes at most 50 characters.")
  .regex(/^\P{Cc}*$/u, "A name is one line of text, without control characters.");

export const permissionSchema = z.enum(["full_access", "sending_access"], {
  error: "Give `full_access` or `sending_access`.",
});
export type Permission = z.infer<typeof permissionSchema>;

const budgetSchema = z
  .number({ error: "Give a whole number of credits." })
  .int("Give a whole number of credits.")
  .min(1, "A budget is at least one credit.")
  .max(BUDGET_MAX, `A budget is at most ${BUDGET_MAX} credits.`)
  .nullable();

/** Body of `POST /api/keys`. */
export const createKeyRequestSchema = z
  .strictObject({
    name: keyNameSchema,
    permission: permissionSchema,
    /** The one domain that the key may send from; null or left out for all. */
    domain_id: z.uuid("Give the id of one of your domains.").nullish(),
    daily_credits: budgetSchema.optional(),
    monthly_credits: budgetSchema.optional(),
    expires_at: z.iso
      .datetime({ offset: true, error: "Give a time such as 2030-01-31T12:00:00Z." })
      .nullish(),
  })
  .refine(({ permission, domain_id }) => !domain_id || permission === "sending_access", {
    path: ["domain_id"],
    message: "Only a key with `sending_access` can be bound to a domain.",
  });
export type CreateKeyRequest = z.infer<typeof createKeyRequestSchema>;

/** Body of `PATCH /api/keys/{id}`: what is left out stays, and a budget of null is taken away. */
export const updateKeyRequestSchema = z
  .strictObject({
    name: keyNameSchema.optional(),
    daily_credits: budgetSchema.optional(),
    monthly_credits: budgetSchema.optional(),
  })
  .refine((changes) => Object.values(changes).some((value) => value !== undefined), {
    message: "Give at least one of `name`, `daily_credits` and `monthly_credits`.",
  });
export type UpdateKeyRequest = z.infer<typeof updateKeyRequestSchema>;

/** A key as its owner sees it, all but the secret. */
export const keySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** `mk_…` and the last four characters, to tell keys apart. */
  masked_token: z.string(),
  permission: permissionSchema,
  /** `no_domain`: the one domain that it may send from is gone. Only `active` keys can be used. */
  status: z.enum(["active", "no_domain", "expired", "revoked"]),
  /** The one domain that it may send from; null for all, and for one that is gone. */
  domain: z.string().nullable(),
  daily_credits: z.number().int().nullable(),
  monthly_credits: z.number().int().nullable(),
  /** Credits of the emails that were accepted with it, without those that were given back. Days and months are UTC's. */
  used_today: z.number().int(),
  used_this_month: z.number().int(),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().nullable(),
  expires_at: z.iso.datetime().nullable(),
  revoked_at: z.iso.datetime().nullable(),
});
export type Key = z.infer<typeof keySchema>;

/** Answer of `GET /api/keys`: keys that can be used, newest first, then those that ended in the last 30 days. */
export const keyListSchema = z.object({
  data: z.array(keySchema),
  /** The customer's domains, to which a key can be bound. */
  domains: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
export type KeyList = z.infer<typeof keyListSchema>;

/** Answer of `POST /api/keys`. The token is in no other answer. */
export const createdKeySchema = z.object({ key: keySchema, token: z.string() });
export type CreatedKey = z.infer<typeof createdKeySchema>;
