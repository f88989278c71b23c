import "server-only";
import type { RateLimit } from "./rate-limit";

/** Four cards that follow a balance which changes all the time, and a person leafing through their lists. */
export const billingLimit: RateLimit = { name: "billing", points: 120, perSeconds: 60 };
