import { readHealth } from "@/lib/health";
import { route } from "@/lib/http/route";

/**
 * 200 when this instance can serve, also while an operator has to mend something; 503 when its database is away, which is
 * why its calls are not counted: counters are in the database.
 */
export const GET = route({ auth: "none", limit: "none" }, readHealth);
