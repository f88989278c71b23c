import { readHealth } from "@/lib/health";
import { readHealthDetails } from "@/lib/health-details";
import { bearerToken } from "@/lib/http/preferences";
import { route } from "@/lib/http/route";

/**
 * 200 when this instance can serve, also while an operator has to mend something; 503 when its database is away, which is
 * why its calls are not counted: counters are in the database. To the operator also why.
 */
export const GET = route({ auth: "none", limit: "none" }, async ({ request }) => {
  const token = bearerToken(request);
  if (token === null) return readHealth();
  const details = await readHealthDetails(token);
  return Response.json(details, { status: details.status === "down" ? 503 : 200 });
});
