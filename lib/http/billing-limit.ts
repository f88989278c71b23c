import "server-only";
import type { RateLimit } from "./rate-limit";

/** A person leafing through lists needs less; each page that was not just read costs a call of Dodo's small budget. */
export const billingLimit: RateLimit = { name: "billing", points: 60, perSeconds: 60 };
