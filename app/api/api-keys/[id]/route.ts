import { revokeApiKey, updateApiKey } from "@/lib/api-keys";
import { renameApiKeySchema } from "@/lib/contracts/resend/api-keys";
import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";

/** Renames a key. */
export const PATCH = route(
  { auth: "either", errors: "resend", body: renameApiKeySchema },
  async ({ caller, params, body }) => {
    const { id } = await updateApiKey(caller, idParam(params), body);
    return { object: "api_key", id };
  },
);

/** Revokes a key, which may be the one that asks: the next request with it is refused. */
export const DELETE = route({ auth: "either", errors: "resend" }, async ({ caller, params }) => {
  const { id } = await revokeApiKey(caller, idParam(params));
  return { object: "api_key", id, deleted: true };
});

export {
  methodNotAllowed as GET,
  methodNotAllowed as POST,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";
