import { revokeApiKey, updateApiKey } from "@/lib/api-keys";
import { updateKeyRequestSchema } from "@/lib/contracts/keys";
import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";

/** Changes the name or the budgets of one of the signed-in customer's keys. */
export const PATCH = route(
  { auth: "session", body: updateKeyRequestSchema },
  async ({ caller, params, body }) => updateApiKey(caller, idParam(params), body),
);

/** Revokes a key: the next request with it is refused. */
export const DELETE = route({ auth: "session" }, async ({ caller, params }) =>
  revokeApiKey(caller, idParam(params)),
);
