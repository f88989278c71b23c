import { NO_INPUT, type Row, words } from "../row";

/** Credits and money. */
export const billingRows: Row[] = [
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
];
