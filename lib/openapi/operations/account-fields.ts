import "server-only";

export const ME_FIELDS = {
  customer: "The account.",
  "customer.id": "Its id.",
  "customer.email": "Its address.",
  key: "The key of this request; null with a session of the dashboard.",
  "key.id": "The key's id.",
  "key.permission": "What it may do.",
  "key.domain": "The one domain that it may send from; null for all of yours.",
  "key.daily_credits": "Credits that may be spent with it a day (UTC); null for no limit.",
  "key.monthly_credits": "Credits that may be spent with it a month (UTC); null for no limit.",
  mode: "`test`: credits are bought with test cards.",
  default_from: "The sender of emails without a `from`.",
};

export const ME = {
  customer: { id: "0198c2f4-bd5e-7f44-9061-8cad2e4f6071", email: "ada@acme.dev" },
  key: {
    id: "0198c2f4-ac4d-7e33-8f50-7b9c1d3e5f60",
    permission: "full_access",
    domain: null,
    daily_credits: null,
    monthly_credits: null,
  },
  mode: "live",
  default_from: "MailKit <mail@acme.example>",
};

export const CREDITS_FIELDS = {
  balance: "What you have, held credits included.",
  held: "Set aside for accepted emails that have not left yet.",
  available: "What can be spent now: balance less held.",
  allowance: "Credits of a cycle of the plan, or of the last purchase without one; null before the first.",
  low_threshold:
    "At this many available credits or fewer you are warned for the first time; null if never before zero.",
  status:
    "`none`: never had any. `low`: you have been warned, see `alert`. `empty`: nothing left, sends are refused.",
  alert:
    "The deepest level of your alerts that is reached: `low`, `very_low` and `critical` are at 20, 10 and 5 % of the allowance unless you change them, `empty` is at zero.",
  alert_since: "When you were last told of a level; null if never.",
  as_of: "When the balance was confirmed last.",
  stale: "True if it could not be confirmed just now.",
  plan: "Your plan; null without one.",
  "plan.key": "Which plan it is; null if that is not known yet.",
  "plan.status": "How it stands.",
  "plan.renews_at": "When the next cycle begins.",
  "plan.cancels_at_period_end": "True if it ends instead.",
  sending: "What keeps you from sending as much as you have credits for; null if nothing does.",
  "sending.kind":
    "`paused`: nothing is accepted, and what was accepted waits. `halted`: all sending is stopped, everybody's. `slowed`, `limited`, `new`: a limit a day.",
  "sending.reason": "Why, in words. The same as in the mail and in the API's error.",
  "sending.is_accepting": "Whether an email would be accepted now.",
  "sending.daily_credits": "Credits that may be used in a day (UTC); null where no limit is the cause.",
  "sending.left_today": "What is left of them today.",
};

export const CREDITS = {
  balance: 5000,
  held: 1,
  available: 4999,
  allowance: 5000,
  low_threshold: 1000,
  status: "ok",
  alert: "none",
  alert_since: null,
  as_of: "2030-01-31T09:00:00.000Z",
  stale: false,
  plan: {
    key: "plan",
    status: "active",
    renews_at: "2030-03-02T09:00:00.000Z",
    cancels_at_period_end: false,
  },
  sending: null,
};
