import { z } from "zod";
import { keyNameSchema, permissionSchema } from "../keys";

/** Go's SDK sends an empty string for what was not given. */
const blankIsUnset = (value: unknown) => (value === "" || value === null ? undefined : value);

/** Body of `POST /api-keys`. */
export const createApiKeySchema = z
  .object({
    name: keyNameSchema,
    permission: z.preprocess(blankIsUnset, permissionSchema.default("full_access")),
    domain_id: z.preprocess(blankIsUnset, z.uuid("Give the id of one of your domains.").optional()),
  })
  .refine(({ permission, domain_id }) => !domain_id || permission === "sending_access", {
    path: ["domain_id"],
    message: "Only a key with `sending_access` can be bound to a domain.",
  });

/** Body of `PATCH /api-keys/{id}`. */
export const renameApiKeySchema = z.object({ name: keyNameSchema });

/** Answer of `GET /api-keys`: keys that can be used, newest first. */
export const apiKeyListSchema = z.object({
  object: z.literal("list"),
  has_more: z.boolean(),
  data: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      created_at: z.iso.datetime(),
      last_used_at: z.iso.datetime().nullable(),
    }),
  ),
});
export type ApiKeyList = z.infer<typeof apiKeyListSchema>;

/** Answer of `POST /api-keys`. The token is in no other answer. */
export const apiKeyCreatedSchema = z.object({ id: z.uuid(), token: z.string() });

/** Answer of `PATCH /api-keys/{id}`. */
export const apiKeyRefSchema = z.object({ object: z.literal("api_key"), id: z.uuid() });

/** Answer of `DELETE /api-keys/{id}`. */
export const apiKeyDeletedSchema = apiKeyRefSchema.extend({ deleted: z.literal(true) });
