/**
 * What stands beside a year of emails: suppressions, templates, messages that came and went, counts, checks. Made from the
 * tables that `rows.ts` has filled, so it comes after them.
 */
import { LARGEST_CUSTOMER } from "./rows";

/** One of each for so many emails of all customers. */
const EMAILS_PER = { suppression: 20, outgoing: 10, inbox: 10, dispatch: 20, action: 200 };
const TEMPLATES = 300;

const largest = `(select customer_id from users where email = '${LARGEST_CUSTOMER}')`;
/** A UUIDv7 of a moment. */
const idAt = (at: string) =>
  `(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid`;
const share = (emails: number, per: number) => Math.max(20, Math.ceil(emails / per));

/** Tables that these statements fill, for whoever vacuums them. */
export const BESIDE_TABLES = [
  "suppressions",
  "templates",
  "webhook_messages",
  "webhook_attempts",
  "webhook_events",
  "dispatches",
  "idempotency_keys",
  "usage_counts",
  "drift_checks",
  "sending_controls",
  "operator_actions",
];

export function besideSql(emails: number): string[] {
  const count = (kind: keyof typeof EMAILS_PER) => share(emails, EMAILS_PER[kind]);
  return [
    `insert into suppressions (customer_id, address, id, origin, created_at)
      select ${largest}, (array['ada','grace','linus','margaret','alan','barbara','edsger','radia'])[1 + i % 8] || '.' || i || '@'
          || (array['mailbox.dev','example.com','example.net','resend.dev'])[1 + i % 4],
        ${idAt("t.at")}, case when i % 40 = 0 then 'complaint' when i % 400 = 1 then 'manual' else 'bounce' end, t.at
      from generate_series(1, ${count("suppression")}) i
      cross join lateral (select now() - random() * interval '180 days' as at) t on conflict do nothing`,
    `insert into templates (customer_id, id, name, alias, draft, draft_version_id, created_at, updated_at)
      select ${largest}, ${idAt("t.at")}, 'Template ' || i, case when i % 2 = 0 then 'template-' || i end,
        jsonb_build_object('subject', 'Hello', 'html', repeat('<p>Hello</p>', 300), 'text', null, 'from', null, 'replyTo',
          '[]'::jsonb, 'variables', '[]'::jsonb, 'blocks', null), gen_random_uuid(), t.at, t.at
      from generate_series(1, ${TEMPLATES}) i cross join lateral (select now() - random() * interval '180 days' as at) t`,
    `insert into webhook_endpoints (customer_id, id, url, events, status, secret)
      select ${largest}, gen_random_uuid(), 'https://example.com/hooks/' || i, '["email.delivered"]', 'disabled', 'seeded'
      from generate_series(1, 3) i`,
    `insert into webhook_messages (customer_id, id, endpoint_id, type, body, state, attempts, next_attempt_at, created_at, settled_at)
      select e.customer_id, ${idAt("t.at")}, e.id, 'email.delivered', jsonb_build_object('type', 'email.delivered', 'created_at', t.at,
          'data', jsonb_build_object('email_id', gen_random_uuid(), 'subject', repeat('Your receipt ', 8)))::text,
        'delivered', 1, t.at, t.at, t.at + interval '1 s'
      from generate_series(1, ${count("outgoing")}) i
      cross join lateral (select now() - interval '30 days' * power(random(), 2) as at) t
      join (select *, row_number() over () as n from webhook_endpoints where secret = 'seeded') e on e.n = 1 + i % 3`,
    `insert into webhook_attempts (customer_id, message_id, number, status, answer, duration_ms, attempted_at)
      select customer_id, id, 1, 200, 'ok', 80, settled_at from webhook_messages where attempts = 1`,
    `insert into webhook_events (source, id, type, body, received_at, applied_at, outcome)
      select case when i % 50 = 0 then 'dodo' else 'resend' end, 'seed_' || i,
        case when i % 50 = 0 then (array['credit.deducted','credit.added','payment.succeeded'])[1 + i / 50 % 3]
          else (array['email.sent','email.delivered','email.opened','email.delivered','email.delivered','email.bounced'])[1 + i % 6] end,
        jsonb_build_object('type', 'seed', 'data', jsonb_build_object('email_id', gen_random_uuid(), 'to', 'ada@mailbox.dev',
          'subject', repeat('Your receipt ', 8)))::text,
        t.at, t.at + interval '1 s', case when i % 5000 = 0 then 'ignored: nobody knows it' else 'applied' end
      from generate_series(1, ${count("inbox")}) i
      cross join lateral (select now() - random() * case when i % 50 = 0 then interval '30 days' else interval '4 days' end as at) t`,
    `insert into dispatches (id, members, body, state, attempts, lease_until, created_at, settled_at)
      select ${idAt("t.at")}, jsonb_build_array(jsonb_build_object('customerId', gen_random_uuid(), 'emailId', gen_random_uuid())),
        '', 'done', 1, t.at, t.at, t.at + interval '1 s'
      from generate_series(1, ${count("dispatch")}) i cross join lateral (select now() - random() * interval '7 days' as at) t`,
    `insert into idempotency_keys (customer_id, key, request_hash, email_id, created_at)
      select customer_id, 'seed-' || id, md5(id::text), id, now() - random() * interval '48 hours'
      from emails tablesample system (${100 / EMAILS_PER.dispatch}) on conflict do nothing`,
    `insert into usage_counts (customer_id, quarter, emails, credits, delivered, bounced, failed, complained)
      select customer_id, date_bin('15 minutes', sent_at, '2000-01-01T00:00:00Z'::timestamptz), count(*), sum(credits),
        count(*) filter (where last_event in ('delivered', 'opened', 'clicked', 'complained')),
        count(*) filter (where last_event = 'bounced'), count(*) filter (where last_event in ('failed', 'suppressed')),
        count(*) filter (where last_event = 'complained')
      from emails where kind = 'customer' and status = 'sent' and sent_at > now() - interval '33 days' group by 1, 2
      on conflict do nothing`,
    `insert into usage_progress (name, counted_until) values ('sent', now() - interval '2 minutes')
      on conflict (name) do update set counted_until = excluded.counted_until`,
    `insert into drift_checks (customer_id, checked_at, drift, result)
      select id, now() - random() * interval '9 days', case when random() < 0.01 then (random() * 100)::int else 0 end, null
      from customers on conflict do nothing`,
    `insert into sending_controls (customer_id, paused_at, paused_by, paused_reason, slowed_at, slowed_reason, is_new, quota_cap, quota_day)
      select id, case when n % 500 = 3 then now() end, case when n % 500 = 3 then 'bounces' end, case when n % 500 = 3 then 'Too many bounces.' end,
        case when n % 300 = 7 then now() end, case when n % 300 = 7 then 'Many bounces.' end, n % 50 = 11, 10000,
        to_char(now() at time zone 'utc', 'YYYY-MM-DD')
      from (select id, row_number() over (order by id) as n from customers) c on conflict do nothing`,
    `insert into operator_actions (id, at, operator_id, operator_email, action, customer_id, note)
      select ${idAt("t.at")}, t.at, gen_random_uuid(), 'operator@seed.mailbox.dev', 'customer.resume', c.id, 'Seeded.'
      from generate_series(1, ${count("action")}) i
      cross join lateral (select now() - random() * interval '180 days' as at) t
      join (select id, row_number() over () as n from customers) c on c.n = 1 + i % (select count(*) from customers)`,
  ];
}
