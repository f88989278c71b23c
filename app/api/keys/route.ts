import { createApiKey, getKeys } from "@/lib/api-keys";
import { createKeyRequestSchema } from "@/lib/contracts/keys";
import { route } from "@/lib/http/route";

/** The signed-in customer's API keys, without their secrets, and the domains that a new one can be bound to. */
export const GET = route({ auth: "session" }, async ({ viewer }) => getKeys(viewer.customerId));

/** Makes an API key. The answer has its token, which nothing else ever shows. */
export const POST = route({ auth: "session", body: createKeyRequestSchema }, async ({ caller, body }) =>
  Response.json(await createApiKey(caller, body), { status: 201 }),
);
