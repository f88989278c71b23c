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
export interface ApiKeyList {
  object: "list";
  has_more: boolean;
  data: { id: string; name: string; created_at: string; last_used_at: string | null }[];
}
