/**
 * The parts of the API that are also served at the root of the host: Resend's SDKs for Rust and .NET drop a path from
 * their base URL. `middleware.ts` has to repeat them, because Next reads its matcher without running it.
 */
export const API_AT_ROOT = [
  "api-keys",
  "credits",
  "domains",
  "emails",
  "me",
  "suppressions",
  "templates",
  "webhooks",
  // Resend has these and MailKit has not: their SDKs get a 404 that they can read, and not a page.
  "audiences",
  "broadcasts",
  "contacts",
  "segments",
  "topics",
] as const;
