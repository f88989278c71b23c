import "server-only";
import type { TagObject } from "../contracts/openapi";

/** The groups of the API, in the order in which they are shown. */
const TAGS = {
  Emails: "Send, schedule, read and cancel emails. Resend's SDKs call these routes.",
  Send: "MailKit's own send: the answer waits until the email has left, at most ten seconds.",
  Domains: "Add and verify the domains that you send from.",
  Templates: "Content that is kept here, with variables that a send fills.",
  Suppressions: "The addresses that your emails no longer go to.",
  Webhooks: "Endpoints that are told what happens, and what was sent to them.",
  "API keys": "Make, rename and revoke keys. Budgets and expiries are set in the dashboard.",
  Account: "Whose key this is, the balance, and where credits came from and went.",
} as const satisfies Record<string, string>;
export type Tag = keyof typeof TAGS;

/** All tags as the document lists them, in the order of the pages. */
export const tagObjects = (): TagObject[] =>
  Object.entries(TAGS).map(([name, description]) => ({ name, description }));
