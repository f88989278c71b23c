import "server-only";
import type { RateLimit } from "./rate-limit";

/** Each try is a request to an address that the customer chose; nobody makes more of them by hand. */
export const webhookTryLimit: RateLimit = { name: "webhook-try", points: 60, perSeconds: 60 };
