import { readHealth } from "@/lib/health";
import { route } from "@/lib/http/route";

/** 200 when this instance can serve, also while an operator has to mend something; 503 when its database is away. */
export const GET = route({ auth: "none" }, readHealth);
