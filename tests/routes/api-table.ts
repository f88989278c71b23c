import type { Need } from "@/lib/contracts/roles";
import type { Method } from "./row";

/** A route that programs call with an API key. Its tests are made from this row. */
export interface ApiRow {
  /** Folder of the route under app/api. */
  folder: string;
  method: Method;
  /** A request path; `:email`, `:domain` … become ids of the customer's own. */
  path: string;
  /** Which keys may call it: `full` only those with full access, `sending` also those for sending. */
  access: "full" | "sending";
  /** Which members may call it with a session; left out, anyone may read, and a developer change. */
  for?: Need;
  body?: unknown;
  /** Of a good answer. */
  status: number;
}

const EMAIL = { to: "delivered@resend.dev", subject: "Hi", text: "Hi" };

/** Every route handler that takes an API key. A new one without a row here fails the tests. */
export const API_ROWS: ApiRow[] = [
  { folder: "api-keys", method: "GET", path: "/api-keys", access: "full", status: 200 },
  {
    folder: "api-keys",
    method: "POST",
    path: "/api-keys",
    access: "full",
    body: { name: "CI" },
    status: 201,
  },
  {
    folder: "api-keys/[id]",
    method: "PATCH",
    path: "/api-keys/:key",
    access: "full",
    body: { name: "Renamed" },
    status: 200,
  },
  { folder: "api-keys/[id]", method: "DELETE", path: "/api-keys/:key", access: "full", status: 200 },
  { folder: "credits", method: "GET", path: "/credits", access: "sending", status: 200 },
  { folder: "credits/grants", method: "GET", path: "/credits/grants", access: "full", status: 200 },
  { folder: "credits/ledger", method: "GET", path: "/credits/ledger", access: "full", status: 200 },
  { folder: "emails", method: "GET", path: "/emails", access: "full", status: 200 },
  { folder: "emails", method: "POST", path: "/emails", access: "sending", body: EMAIL, status: 200 },
  {
    folder: "emails/batch",
    method: "POST",
    path: "/emails/batch",
    access: "sending",
    body: [EMAIL],
    status: 200,
  },
  { folder: "emails/[id]", method: "GET", path: "/emails/:email", access: "full", status: 200 },
  {
    folder: "emails/[id]",
    method: "PATCH",
    path: "/emails/:email",
    access: "full",
    body: { scheduled_at: "in 2 hours" },
    status: 200,
  },
  {
    folder: "emails/[id]/cancel",
    method: "POST",
    path: "/emails/:email/cancel",
    access: "full",
    status: 200,
  },
  { folder: "me", method: "GET", path: "/me", access: "sending", status: 200 },
  { folder: "domains", method: "GET", path: "/domains", access: "full", status: 200 },
  {
    folder: "domains",
    method: "POST",
    path: "/domains",
    access: "full",
    body: { name: "in-the-table.dev" },
    status: 201,
  },
  { folder: "domains/[id]", method: "GET", path: "/domains/:domain", access: "full", status: 200 },
  {
    folder: "domains/[id]",
    method: "PATCH",
    path: "/domains/:domain",
    access: "full",
    body: { open_tracking: true },
    status: 200,
  },
  { folder: "domains/[id]", method: "DELETE", path: "/domains/:domain", access: "full", status: 200 },
  {
    folder: "domains/[id]/verify",
    method: "POST",
    path: "/domains/:domain/verify",
    access: "full",
    status: 200,
  },
  {
    folder: "webhooks",
    method: "GET",
    path: "/webhooks",
    access: "full",
    status: 200,
  },
  {
    folder: "webhooks",
    method: "POST",
    path: "/webhooks",
    access: "full",
    body: { endpoint: "https://hooks.example.com/mailkit", events: ["email.sent"] },
    status: 201,
  },
  {
    folder: "webhooks/[id]",
    method: "GET",
    path: "/webhooks/:webhook",
    access: "full",
    // It shows the signing secret.
    for: "developer",
    status: 200,
  },
  {
    folder: "webhooks/[id]",
    method: "PATCH",
    path: "/webhooks/:webhook",
    access: "full",
    body: { events: ["email.sent"] },
    status: 200,
  },
  {
    folder: "webhooks/[id]",
    method: "DELETE",
    path: "/webhooks/:webhook",
    access: "full",
    status: 200,
  },
  {
    folder: "webhooks/[id]/signing-secret/rotate",
    method: "POST",
    path: "/webhooks/:webhook/signing-secret/rotate",
    access: "full",
    status: 200,
  },
  {
    folder: "webhooks/[id]/test",
    method: "POST",
    path: "/webhooks/:webhook/test",
    access: "full",
    status: 201,
  },
  {
    folder: "webhooks/[id]/events",
    method: "GET",
    path: "/webhooks/:webhook/events",
    access: "full",
    status: 200,
  },
  {
    folder: "webhooks/[id]/events/[eid]",
    method: "GET",
    path: "/webhooks/:webhook/events/:event",
    access: "full",
    status: 200,
  },
  {
    folder: "webhooks/[id]/events/[eid]/attempts",
    method: "GET",
    path: "/webhooks/:webhook/events/:event/attempts",
    access: "full",
    status: 200,
  },
  {
    folder: "webhooks/[id]/events/[eid]/replay",
    method: "POST",
    path: "/webhooks/:webhook/events/:event/replay",
    access: "full",
    status: 200,
  },
  { folder: "templates", method: "GET", path: "/templates", access: "full", status: 200 },
  {
    folder: "templates",
    method: "POST",
    path: "/templates",
    access: "full",
    body: { name: "Welcome", html: "<p>Hi</p>" },
    status: 201,
  },
  { folder: "templates/[id]", method: "GET", path: "/templates/:template", access: "full", status: 200 },
  {
    folder: "templates/[id]",
    method: "PATCH",
    path: "/templates/:template",
    access: "full",
    body: { subject: "Hi" },
    status: 200,
  },
  { folder: "templates/[id]", method: "DELETE", path: "/templates/:template", access: "full", status: 200 },
  ...(["publish", "duplicate"] as const).map(
    (verb): ApiRow => ({
      folder: `templates/[id]/${verb}`,
      method: "POST",
      path: `/templates/:template/${verb}`,
      access: "full",
      status: verb === "publish" ? 200 : 201,
    }),
  ),
  {
    folder: "templates/[id]/versions",
    method: "GET",
    path: "/templates/:published/versions",
    access: "full",
    status: 200,
  },
  {
    folder: "templates/[id]/versions/[number]",
    method: "GET",
    path: "/templates/:published/versions/1",
    access: "full",
    status: 200,
  },
  {
    folder: "templates/[id]/versions/[number]/restore",
    method: "POST",
    path: "/templates/:published/versions/1/restore",
    access: "full",
    status: 200,
  },
  { folder: "suppressions", method: "GET", path: "/suppressions", access: "full", status: 200 },
  {
    folder: "suppressions",
    method: "POST",
    path: "/suppressions",
    access: "full",
    body: { email: "nobody@mailbox.dev" },
    status: 201,
  },
  {
    folder: "suppressions/[id]",
    method: "GET",
    path: "/suppressions/:suppression",
    access: "full",
    status: 200,
  },
  {
    folder: "suppressions/[id]",
    method: "DELETE",
    path: "/suppressions/:suppression",
    access: "full",
    status: 200,
  },
  {
    folder: "suppressions/batch/add",
    method: "POST",
    path: "/suppressions/batch/add",
    access: "full",
    body: { emails: ["nobody@mailbox.dev"] },
    status: 201,
  },
  {
    folder: "suppressions/batch/remove",
    method: "POST",
    path: "/suppressions/batch/remove",
    access: "full",
    body: { emails: ["nobody@mailbox.dev"] },
    status: 200,
  },
];
