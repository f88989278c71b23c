import { type Row, words } from "../row";

const SUMMARY = "cause created_at credits id last_event resend_id scheduled_at sent_at status subject to";
const DETAIL = `attachments bcc capture capture.captured_at capture.credits capture.emails capture.id capture.ledger_entry_id cause cc
  content_removed_after_days created_at credits events from has_html headers headers.X-Order id key last_event payment provider_answer reply_to
  resend_id scheduled_at sent_at settled_at skipped status subject tags tags.name tags.value template text to`;
const KEY = `created_at daily_credits domain expires_at id last_used_at masked_token monthly_credits name permission
  revoked_at status used_this_month used_today`;

/** Emails, what they are made of, and whom they go to. */
export const emailsRows: Row[] = [
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
];
