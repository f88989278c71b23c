import { z } from "zod";
import { BUDGET_FAULTS, BUDGET_MAX, KEY_NAME, PERMISSIONS } from "./key-rules";
import { textSchema } from "./text-schema";

export const keyNameSchema = textSchema(KEY_NAME);

export const permissionSchema = z.enum(PERMISSIONS, { error: "Give `full_access` or `sending_access`." });

const budgetSchema = z
  .number({ error: BUDGET_FAULTS.notWhole })
  .int(BUDGET_FAULTS.notWhole)
  .min(1, BUDGET_FAULTS.tooSmall)
  .max(BUDGET_MAX, BUDGET_FAULTS.tooLarge)
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
