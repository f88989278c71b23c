import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Need } from "@/lib/contracts/roles";
import { root } from "@/scripts/env-files";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

/** Bodies of a route that takes JSON. */
interface Input {
  good: unknown;
  /** Faults, each of which must be named. */
  bad: unknown;
  pointers: string[];
  bytesMax: number;
}

export interface Row {
  /** Folder of the route under app/api. */
  folder: string;
  /** The tests of a row call the first one; the others have tests of their own. */
  methods: Method[];
  /**
   * `session`: nobody else gets anything but 401. `either`: a program's key as well. `public`: anybody, and what guards
   * it is tested elsewhere.
   */
  auth: "session" | "either" | "public";
  /** Which members may call its methods with a session, all or some; left out, anyone may read, and a developer change. */
  for?: Need | Partial<Record<Method, Need>>;
  /** A request path; `:email`, `:checkout`, `:key`, `:payment` … become ids of the customer's own. */
  path: string;
  input?: Input;
  /** What a good answer holds, every key by its path; null for an answer that is no JSON. */
  status: number;
  keys: string[] | null;
}

const NO_INPUT: Input = {
  good: {},
  bad: { customer_id: "cus_1", "a/b~c": 1 },
  pointers: ["/customer_id", "/a~1b~0c"],
  bytesMax: 64 * 1024,
};
const SUMMARY = "cause created_at credits id last_event resend_id scheduled_at sent_at status subject to";
const DETAIL = `attachments bcc capture capture.captured_at capture.credits capture.emails capture.id capture.ledger_entry_id cause cc
  content_removed_after_days created_at credits events from has_html headers headers.X-Order id key last_event payment provider_answer reply_to
  resend_id scheduled_at sent_at skipped status subject tags tags.name tags.value template text to`;
const KEY = `created_at daily_credits domain expires_at id last_used_at masked_token monthly_credits name permission
  revoked_at status used_this_month used_today`;
const words = (text: string) => text.trim().split(/\s+/).sort();

const RENAME: Input = {
  good: { name: "Renamed" },
  bad: { name: " ", email: "somebody@mailbox.dev" },
  pointers: ["/name", "/email"],
  bytesMax: 64 * 1024,
};

/** Every route handler but those in `api-table.ts`. A new one without a row in either fails the tests. */
export const ROWS: Row[] = [
  {
    folder: "account",
    methods: ["PATCH", "DELETE"],
    auth: "session",
    for: "owner",
    path: "/api/account",
    input: RENAME,
    status: 200,
    keys: ["name"],
  },
  {
    folder: "account/export",
    methods: ["GET"],
    auth: "session",
    for: "owner",
    path: "/api/account/export",
    status: 200,
    keys: null,
  },
  {
    folder: "account/leave",
    methods: ["POST"],
    auth: "session",
    for: "anyone",
    path: "/api/account/leave",
    input: NO_INPUT,
    // The last owner stays.
    status: 409,
    keys: null,
  },
  {
    folder: "account/switch",
    methods: ["POST"],
    auth: "session",
    for: "anyone",
    path: "/api/account/switch",
    input: {
      good: { account_id: "01900000-0000-7000-8000-000000000000" },
      bad: { account_id: "7", user_id: 1 },
      pointers: ["/account_id", "/user_id"],
      bytesMax: 64 * 1024,
    },
    // Nobody is a member of that one.
    status: 404,
    keys: null,
  },
  {
    folder: "accounts",
    methods: ["GET"],
    auth: "session",
    path: "/api/accounts",
    status: 200,
    keys: words("data data.account_id data.is_current data.name data.role"),
  },
  {
    folder: "invites",
    methods: ["POST", "GET"],
    auth: "session",
    for: "owner",
    path: "/api/invites",
    input: {
      good: { email: "guest@mailbox.dev", role: "viewer" },
      bad: { email: "nobody", role: "admin", user_id: 1 },
      pointers: ["/email", "/role", "/user_id"],
      bytesMax: 64 * 1024,
    },
    status: 201,
    keys: ["done"],
  },
  {
    folder: "invites/accept",
    methods: ["POST"],
    auth: "session",
    for: "anyone",
    path: "/api/invites/accept",
    input: {
      good: { token: "made-up" },
      bad: { token: "", email: "somebody@mailbox.dev" },
      pointers: ["/token", "/email"],
      bytesMax: 64 * 1024,
    },
    // Without a link there is no good answer.
    status: 404,
    keys: null,
  },
  {
    folder: "invites/[id]/resend",
    methods: ["POST"],
    auth: "session",
    for: "owner",
    path: "/api/invites/:invite/resend",
    input: NO_INPUT,
    status: 200,
    keys: ["done"],
  },
  {
    folder: "invites/[id]",
    methods: ["DELETE"],
    auth: "session",
    for: "owner",
    path: "/api/invites/:invite",
    status: 200,
    keys: ["done"],
  },
  {
    folder: "members",
    methods: ["GET"],
    auth: "session",
    path: "/api/members",
    status: 200,
    keys: words("data data.created_at data.email data.is_you data.name data.role data.user_id"),
  },
  {
    folder: "members/[id]",
    methods: ["PATCH", "DELETE"],
    auth: "session",
    for: "owner",
    path: "/api/members/:member",
    input: {
      good: { role: "billing" },
      bad: { role: "admin", user_id: 1 },
      pointers: ["/role", "/user_id"],
      bytesMax: 64 * 1024,
    },
    status: 200,
    keys: ["role", "user_id"],
  },
  {
    folder: "profile",
    methods: ["PATCH"],
    auth: "session",
    for: "anyone",
    path: "/api/profile",
    input: RENAME,
    status: 200,
    keys: ["name"],
  },
  {
    folder: "sessions",
    methods: ["GET"],
    auth: "session",
    path: "/api/sessions",
    status: 200,
    keys: words("data data.agent data.created_at data.id data.is_current data.last_seen_at"),
  },
  {
    folder: "sessions/[id]",
    methods: ["DELETE"],
    auth: "session",
    for: "anyone",
    path: "/api/sessions/:session",
    status: 200,
    keys: ["done"],
  },
  {
    folder: "auth/[...nextauth]",
    methods: ["GET", "POST"],
    auth: "public",
    path: "/api/auth/csrf",
    status: 200,
    keys: ["csrfToken"],
  },
  {
    folder: "auth/email-link",
    methods: ["POST"],
    auth: "public",
    path: "/api/auth/email-link",
    input: {
      good: { email: "somebody@mailbox.dev" },
      bad: { email: "nobody", next: 7, user: 1 },
      pointers: ["/email", "/next", "/user"],
      bytesMax: 64 * 1024,
    },
    status: 202,
    keys: ["inbox_url", "sent"],
  },
  {
    folder: "auth/sign-out-everywhere",
    methods: ["POST"],
    auth: "session",
    for: "anyone",
    path: "/api/auth/sign-out-everywhere",
    status: 200,
    keys: ["signed_out"],
  },
  {
    folder: "billing/alerts",
    methods: ["PUT", "GET"],
    auth: "session",
    for: { PUT: "billing" },
    path: "/api/billing/alerts",
    input: {
      good: {
        levels: {
          low: { on: true, percent: 30 },
          very_low: { on: false, percent: 10 },
          critical: { on: true, percent: 5 },
        },
        mails: { low_balance: true, expiring_credits: true, receipts: false },
        recipients: null,
      },
      bad: {
        levels: {
          low: { on: true, percent: 0 },
          very_low: { on: "yes", percent: 10 },
          critical: { on: true, percent: 5.5 },
        },
        mails: { low_balance: true, expiring_credits: true, receipts: false, failed_payments: false },
        recipients: [],
      },
      pointers: [
        "/levels/low/percent",
        "/levels/very_low/on",
        "/levels/critical/percent",
        "/mails/failed_payments",
        "/recipients",
      ],
      bytesMax: 64 * 1024,
    },
    status: 200,
    keys: words(`account_email levels levels.critical levels.critical.on levels.critical.percent levels.low
      levels.low.on levels.low.percent levels.very_low levels.very_low.on levels.very_low.percent mails
      mails.expiring_credits mails.low_balance mails.receipts people people.email people.name people.user_id
      recipients`),
  },
  {
    folder: "billing/auto-topup",
    methods: ["PUT", "GET"],
    auth: "session",
    for: { PUT: "billing" },
    path: "/api/billing/auto-topup",
    input: {
      good: { enabled: false },
      bad: {
        enabled: true,
        pack: "all",
        threshold: -1,
        monthly_cap: 21,
        payment_method_id: "",
        price_minor: 0.5,
        consent: false,
        customer_id: "cus_1",
      },
      pointers: [
        "/pack",
        "/threshold",
        "/monthly_cap",
        "/payment_method_id",
        "/price_minor",
        "/consent",
        "/customer_id",
      ],
      bytesMax: 64 * 1024,
    },
    status: 200,
    keys: words(`as_of card cards cards.brand cards.expires cards.id cards.last_four credits monthly_cap pack price_minor
      resets_at running_since stale status stopped threshold used_this_month`),
  },
  {
    folder: "billing/auto-topup/resume",
    methods: ["POST"],
    auth: "session",
    for: "billing",
    path: "/api/billing/auto-topup/resume",
    input: NO_INPUT,
    // There is nothing to resume.
    status: 409,
    keys: null,
  },
  {
    folder: "billing/forecast",
    methods: ["GET"],
    auth: "session",
    path: "/api/billing/forecast",
    status: 200,
    keys: words(`as_of lasts_until pace pace.credits pace.days stale with_topup with_topup.credits
      with_topup.lasts_until with_topup.unused`),
  },
  {
    folder: "billing/grants",
    methods: ["GET"],
    auth: "session",
    path: "/api/billing/grants",
    status: 200,
    keys: words(`as_of data data.created_at data.expires_at data.granted data.id data.remaining data.source
      stale`),
  },
  {
    folder: "billing/ledger",
    methods: ["GET"],
    auth: "session",
    path: "/api/billing/ledger",
    status: 200,
    keys: words(`as_of data data.amount data.balance_after data.capture data.capture.emails data.capture.id
      data.capture.only data.capture.only.id data.capture.only.subject data.created_at data.description data.id
      data.kind has_more stale`),
  },
  {
    folder: "billing/payments",
    methods: ["GET"],
    auth: "session",
    path: "/api/billing/payments",
    status: 200,
    keys: words(`as_of data data.amount_minor data.card data.created_at data.currency data.has_invoice data.id
      data.item data.state has_more stale`),
  },
  {
    folder: "billing/payments/[id]/invoice",
    methods: ["GET"],
    auth: "session",
    path: "/api/billing/payments/:payment/invoice",
    status: 200,
    keys: null,
  },
  {
    folder: "billing/plan",
    methods: ["PATCH"],
    auth: "session",
    for: "billing",
    path: "/api/billing/plan",
    input: {
      good: { cancel_at_period_end: false },
      bad: { cancel_at_period_end: "yes", subscription_id: "sub_1" },
      pointers: ["/cancel_at_period_end", "/subscription_id"],
      bytesMax: 64 * 1024,
    },
    status: 200,
    keys: words("cancels_at_period_end key renews_at status"),
  },
  {
    folder: "checkout/[id]",
    methods: ["GET"],
    auth: "session",
    path: "/api/checkout/:checkout",
    status: 200,
    keys: ["credits", "id", "kind", "offer", "status"],
  },
  ...["subscribe", "topup"].map(
    (kind): Row => ({
      folder: `checkout/${kind}`,
      methods: ["POST"],
      auth: "session",
      for: "billing",
      path: `/api/checkout/${kind}`,
      input: NO_INPUT,
      status: 200,
      keys: ["checkout_url"],
    }),
  ),
  {
    folder: "checkout/portal",
    methods: ["POST"],
    auth: "session",
    for: "billing",
    path: "/api/checkout/portal",
    input: NO_INPUT,
    status: 200,
    keys: ["portal_url"],
  },
  {
    folder: "cron",
    methods: ["GET"],
    auth: "public",
    path: "/api/cron",
    // Without a secret in the configuration there is no such route.
    status: 404,
    keys: null,
  },
  {
    folder: "dashboard/emails",
    methods: ["GET"],
    auth: "session",
    path: "/api/dashboard/emails",
    status: 200,
    keys: [
      "data",
      ...words(SUMMARY).map((key) => `data.${key}`),
      "next_cursor",
      "prev_cursor",
      "searched_to",
    ],
  },
  {
    folder: "dashboard/emails/export",
    methods: ["GET"],
    auth: "session",
    path: "/api/dashboard/emails/export?search=hi",
    status: 200,
    keys: null,
  },
  {
    folder: "dashboard/emails/filters",
    methods: ["GET"],
    auth: "session",
    path: "/api/dashboard/emails/filters",
    status: 200,
    keys: ["domains", "keys", "tags"],
  },
  {
    folder: "dashboard/emails/[id]",
    methods: ["GET"],
    auth: "session",
    path: "/api/dashboard/emails/:email",
    status: 200,
    keys: words(DETAIL),
  },
  {
    folder: "dashboard/emails/[id]/html",
    methods: ["GET"],
    auth: "session",
    path: "/api/dashboard/emails/:email/html",
    status: 200,
    keys: null,
  },
  {
    folder: "dashboard/overview/first-steps",
    methods: ["GET"],
    auth: "session",
    path: "/api/dashboard/overview/first-steps",
    status: 200,
    keys: words("has_credits has_domain has_key has_sent"),
  },
  {
    folder: "dashboard/overview/usage",
    methods: ["GET"],
    auth: "session",
    path: "/api/dashboard/overview/usage?time_zone=Asia%2FKathmandu",
    status: 200,
    keys: words(`as_of days days.credits days.date days.emails delivery delivery.bounced delivery.complained
      delivery.delivered delivery.failed delivery.sent time_zone`),
  },
  {
    folder: "dashboard/templates/preview",
    methods: ["POST"],
    auth: "session",
    path: "/api/dashboard/templates/preview",
    input: {
      good: { subject: "Hi {{{NAME}}}", html: "<p>{{{CITY}}}</p>", values: { NAME: "Ada" } },
      bad: {
        subject: "a\nb",
        html: 7,
        values: { "a b": "x", N: true },
        variables: [{ key: "N" }],
        name: "x",
      },
      pointers: ["/subject", "/html", "/values/a b", "/values/N", "/variables/0/type", "/name"],
      bytesMax: 4 * 1024 * 1024,
    },
    status: 200,
    keys: words("html missing subject text variables"),
  },
  {
    folder: "health",
    methods: ["GET"],
    auth: "public",
    path: "/api/health",
    status: 200,
    keys: ["status"],
  },
  {
    folder: "metrics",
    methods: ["GET"],
    auth: "public",
    path: "/api/metrics",
    // Without a token in the configuration there is no such route.
    status: 404,
    keys: null,
  },
  {
    folder: "keys",
    methods: ["POST", "GET"],
    auth: "session",
    path: "/api/keys",
    input: {
      good: { name: "CI", permission: "full_access" },
      bad: { name: " ", permission: "all", domain_id: "7", daily_credits: 0, monthly_credits: 1.5, key: 1 },
      pointers: ["/name", "/permission", "/domain_id", "/daily_credits", "/monthly_credits", "/key"],
      bytesMax: 64 * 1024,
    },
    status: 201,
    keys: ["key", ...words(KEY).map((key) => `key.${key}`), "token"],
  },
  {
    folder: "keys/[id]",
    methods: ["PATCH", "DELETE"],
    auth: "session",
    path: "/api/keys/:key",
    input: {
      good: { name: "Renamed" },
      bad: { name: "", daily_credits: -1, permission: "full_access" },
      pointers: ["/name", "/daily_credits", "/permission"],
      bytesMax: 64 * 1024,
    },
    status: 200,
    keys: words(KEY),
  },
  {
    folder: "unsubscribe/[token]",
    methods: ["GET", "POST"],
    auth: "public",
    path: "/api/unsubscribe/made-up",
    // Leads to the page, which says that the link is none.
    status: 303,
    keys: null,
  },
  {
    folder: "send",
    methods: ["POST"],
    auth: "either",
    path: "/api/send",
    input: {
      good: { to: "delivered@resend.dev", subject: "Hi", text: "Hi" },
      bad: {
        to: ["nobody"],
        subject: "",
        tags: [{ name: "a b", value: "c d" }],
        headers: { From: "x" },
        key: 1,
      },
      pointers: ["/to/0", "/subject", "/html", "/tags/0/name", "/tags/0/value", "/headers/From", "/key"],
      bytesMax: 48 * 1024 * 1024,
    },
    status: 200,
    keys: words("credits credits.available credits.charged id resend_id status"),
  },
  {
    folder: "suppressions/export",
    methods: ["GET"],
    auth: "session",
    path: "/api/suppressions/export",
    status: 200,
    keys: null,
  },
  {
    folder: "suppressions/import",
    methods: ["POST"],
    auth: "session",
    path: "/api/suppressions/import",
    input: {
      good: { text: "nobody@mailbox.dev\nnobody at all" },
      bad: { text: 7, file: 1 },
      pointers: ["/text", "/file"],
      bytesMax: 2 * 1024 * 1024,
    },
    status: 200,
    keys: words("added already_there invalid invalid_lines invalid_lines.line invalid_lines.text"),
  },
  {
    folder: "webhooks/dodo",
    methods: ["POST"],
    auth: "public",
    path: "/api/webhooks/dodo",
    // Without Dodo's signature there is no good answer.
    status: 401,
    keys: null,
  },
  {
    folder: "webhooks/resend",
    methods: ["POST"],
    auth: "public",
    path: "/api/webhooks/resend",
    // Nor without Resend's.
    status: 401,
    keys: null,
  },
];

/** Answers 404 to all that there is not. */
const EVERYTHING_ELSE = "[...path]";

/** The folders that have a route handler, and the methods that each exports. */
export function routesInApp(): { folder: string; methods: string[] }[] {
  const api = path.join(root, "app/api");
  return readdirSync(api, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "route.ts")
    .map((file) => {
      const source = readFileSync(path.join(api, file), "utf8");
      const methods = [...source.matchAll(/^export (?:const|async function|function) ([A-Z]+)\b/gm)];
      return { folder: path.dirname(file), methods: methods.map((match) => match[1] ?? "") };
    })
    .filter(({ folder }) => folder !== EVERYTHING_ELSE);
}

export const otherMethods = ({ methods }: Row) => METHODS.filter((method) => !methods.includes(method));
