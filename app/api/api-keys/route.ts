import { createApiKey, listApiKeys } from "@/lib/api-keys";
import { createApiKeySchema } from "@/lib/contracts/resend/api-keys";
import { listParams } from "@/lib/http/list-params";
import { route } from "@/lib/http/route";

/** The keys that can be used, newest first. */
export const GET = route({ auth: "either", errors: "resend" }, async ({ caller, query }) =>
  listApiKeys(caller.customerId, listParams(query)),
);

/** Makes a key. The answer has its token, which nothing else ever shows. */
export const POST = route(
  { auth: "either", errors: "resend", body: createApiKeySchema },
  async ({ caller, body }) => {
    const { key, token } = await createApiKey(caller, body);
    return Response.json({ id: key.id, token }, { status: 201 });
  },
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";
