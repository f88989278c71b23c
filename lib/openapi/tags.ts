import "server-only";
import type { TagObject } from "../contracts/openapi";

/** The groups of the API, in the order in which they are shown. */
export const TAGS = {
  Emails: "Send, schedule, read and cancel emails. Resend's SDKs call these routes.",
  Send: "MailKit's own send: the answer waits until the email has left, at most ten seconds.",
} as const satisfies Record<string, string>;
export type Tag = keyof typeof TAGS;

export const tagObjects = (): TagObject[] =>
  Object.entries(TAGS).map(([name, description]) => ({ name, description }));
