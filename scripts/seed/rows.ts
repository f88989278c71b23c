/**
 * Emails as customers send them, made by PostgreSQL itself: a slice of time at once, all customers mixed as they would
 * be. Every number that looks like a habit is one: most mail is delivered, some is opened, little goes wrong.
 */

export interface SeedPlan {
  emails: number;
  /** Customers beside the large one. */
  customers: number;
  /** Emails of the one large customer. */
  largest: number;
}

/** As many as one debit pays for at the most. */
const EMAILS_PER_CAPTURE = 500;
/** How far back the oldest email lies. */
const DAYS = 180;
export const LARGEST_CUSTOMER = "largest@seed.mailbox.dev";

/** One large customer with a million, or a fifth of all, and about one customer per two thousand emails. */
export function planSeed(emails: number): SeedPlan {
  const largest = Math.min(1_000_000, Math.ceil(emails / 5));
  return { emails, largest, customers: Math.max(1, Math.min(20_000, Math.ceil((emails - largest) / 2_000))) };
}

/** Customers with their accounts, users, domains and keys. Number 0 is the large one. */
export const customersSql = (plan: SeedPlan): string[] => [
  `create temp table seed_customers as
    select n, gen_random_uuid() as id,
      case when n = 0 then '${LARGEST_CUSTOMER}' else 'customer-' || n || '-' || substr(md5(random()::text), 1, 6) || '@seed.mailbox.dev' end as email
    from generate_series(0, ${plan.customers}) n`,
  `insert into customers (id, email, name, created_at)
    select id, email, 'Seeded customer ' || n, now() - interval '${DAYS} days' from seed_customers`,
  `insert into users (id, email, email_verified, customer_id)
    select gen_random_uuid(), email, now(), id from seed_customers on conflict (email) do nothing`,
  `insert into members (customer_id, user_id, role)
    select customer_id, id, 'owner' from users where email in (select email from seed_customers) on conflict do nothing`,
  `insert into credit_accounts (customer_id, balance, balance_as_of, balance_rose_at, allowance, low_threshold)
    select id, 100000, now(), now(), 100000, 10000 from seed_customers`,
  `create temp table seed_domains as
    select c.n, d, c.id as customer_id, 'mail' || d || '.seed-' || substr(c.id::text, 1, 8) || '.dev' as name
    from seed_customers c, generate_series(0, case when c.n = 0 then 4 else 1 end) d`,
  `insert into domains (customer_id, id, name, resend_id, status, verified_at, checked_at)
    select customer_id, gen_random_uuid(), name, gen_random_uuid()::text, 'verified', now(), now() from seed_domains`,
  `create temp table seed_keys as
    select c.n, k, c.id as customer_id, gen_random_uuid() as id
    from seed_customers c, generate_series(0, case when c.n = 0 then 9 else 2 end) k`,
  // Hashes of nothing: nobody can call with these keys.
  `insert into api_keys (customer_id, id, name, token_hash, last_four, permission)
    select customer_id, id, (array['Production','Staging','Worker','CI','Billing','Website','Reports','Backfill','Mobile','Old'])[k + 1],
      md5(id::text) || md5('seed' || id::text), substr(md5(id::text), 1, 4), 'sending_access' from seed_keys`,
];

/** Emails number `first` to `last` of the plan, in the order of time. */
export function chunkSql({ emails, customers, largest }: SeedPlan, first: number, last: number): string[] {
  const share = (largest / emails).toFixed(6);
  return [
    "truncate seed_rows",
    `insert into seed_rows
      select c.n, c.id, (lpad(to_hex((extract(epoch from t.at) * 1000)::bigint), 12, '0') || '7'
          || substr(r.hash, 1, 3) || '8' || substr(r.hash, 4, 15))::uuid,
        t.at, r.dice, r.dice2,
        case when c.n = 0 then floor(power(r.dice3, 3) * 10)::int else floor(r.dice3 * 3)::int end,
        floor(r.dice2 * r.dice2 * case when c.n = 0 then 5 else 2 end)::int,
        (array['ada','grace','linus','margaret','alan','katherine','dennis','barbara','edsger','radia'])[1 + floor(r.dice3 * 10)::int]
          || '.' || (power(r.dice4, 2) * case when c.n = 0 then 400000 else 500 end)::int || '@'
          || (array['mailbox.dev','example.com','example.net','resend.dev'])[1 + floor(r.dice4 * 4)::int],
        (array['Your receipt','Confirm your address','Reset your password','Your order has shipped','Welcome aboard','Weekly summary',
          'Invoice','New sign-in','Someone mentioned you','Build failed'])[1 + floor(power(r.dice5, 2) * 10)::int]
          || ' #' || (r.dice5 * 1000000)::int,
        r.dice5
      from generate_series(${first}::bigint, ${last}::bigint) i
      cross join lateral (select random() as dice, random() as dice2, random() as dice3, random() as dice4, random() as dice5,
        random() as pick, random() as pick2, md5(random()::text || i) as hash) r
      cross join lateral (select now() - interval '${DAYS} days' * (1 - (i + r.dice5) / ${emails}::float) - interval '10 s' as at) t
      join seed_customers c on c.n = case when r.pick < ${share} then 0 else 1 + floor(power(r.pick2, 3) * ${customers})::int end`,
    "analyze seed_rows",
    `insert into emails (customer_id, id, status, credits, "to", envelope, subject, api_key_id, payload, available_after,
        resend_id, cause, capture_id, captured_at, created_at, sent_at, settled_at, scheduled_at, last_event, last_event_at)
      select r.customer_id, r.id, s.status, 1, jsonb_build_array(r.recipient),
        jsonb_build_object('from', 'App <hello@' || d.name || '>', 'cc', '[]'::jsonb, 'bcc', '[]'::jsonb,
          'replyTo', jsonb_build_array('support@' || d.name)),
        r.subject, k.id,
        jsonb_build_object('from', 'App <hello@' || d.name || '>', 'to', jsonb_build_array(r.recipient), 'subject', r.subject,
          'html', '<h1>' || r.subject || '</h1><p>' || repeat('Thank you for being with us. ', 12) || '</p>',
          'text', r.subject, 'tags', case when r.dice5 < 0.4 then jsonb_build_array(jsonb_build_object('name', 'category', 'value',
            (array['receipt','account','digest','alert'])[1 + floor(r.dice5 * 10)::int])) else '[]'::jsonb end)::text,
        1000, case when s.status = 'sent' then gen_random_uuid()::text end,
        case when s.status = 'failed' then 'The \`to\` address is not one that mail can be sent to.' end,
        case when s.status = 'sent' then c.capture_id end, case when s.status = 'sent' then r.at + interval '2 s' end,
        r.at, case when s.status = 'sent' then r.at + interval '400 ms' end,
        case when s.status <> 'scheduled' then r.at + interval '400 ms' end,
        case when s.status in ('scheduled', 'canceled') then now() + interval '3 days' end, s.event,
        case when s.event is not null then r.at + interval '3 s' end
      from (select *, (row_number() over (partition by n order by at) - 1) / ${EMAILS_PER_CAPTURE} as slice from seed_rows) r
      join seed_domains d on d.n = r.n and d.d = r.domain
      left join seed_keys k on k.n = r.n and k.k = r.key
      join (select n, slice, gen_random_uuid() as capture_id from (select n, generate_series(0, (count(*) - 1) / ${EMAILS_PER_CAPTURE}) as slice
        from seed_rows group by n) x) c on c.n = r.n and c.slice = r.slice
      cross join lateral (select
        case when r.dice < 0.004 then 'failed' when r.dice < 0.0045 then 'canceled' when r.dice < 0.0046 then 'scheduled' else 'sent' end as status,
        case when r.dice < 0.0046 then null when r.dice < 0.01 then 'bounced' when r.dice < 0.0105 then 'complained'
          when r.dice < 0.012 then 'suppressed' when r.dice < 0.013 then 'delivery_delayed' when r.dice < 0.0131 then 'failed'
          when r.dice < 0.25 then 'opened' when r.dice < 0.32 then 'clicked' when r.dice < 0.36 then null else 'delivered' end as event) s
      order by r.at`,
    // A debit at Dodo per customer and slice, as a busy customer has them; what it paid for carries its id.
    `insert into captures (customer_id, id, credits, reason, state, attempts, lease_until, ledger_entry_id, created_at, settled_at)
      select customer_id, capture_id, count(*), 'seeded', 'captured', 1, now(), 'cle_' || md5(capture_id::text), max(created_at), max(captured_at)
      from emails where created_at between (select min(at) from seed_rows) and (select max(at) from seed_rows)
        and capture_id is not null and (customer_id, id) in (select customer_id, id from seed_rows)
      group by customer_id, capture_id`,
    `insert into email_facets (customer_id, facet, created_at, email_id)
      select r.customer_id, f.facet, r.at, r.id from seed_rows r
      join seed_domains d on d.n = r.n and d.d = r.domain
      left join seed_keys k on k.n = r.n and k.k = r.key
      cross join lateral unnest(array['r:' || r.recipient, 's:' || left(lower(r.subject collate "C"), 80), 'd:' || d.name, 'k:' || k.id,
        case when r.dice5 < 0.4 then 't:category=' || (array['receipt','account','digest','alert'])[1 + floor(r.dice5 * 10)::int] end]) f(facet)
      where f.facet is not null`,
    // Every fifth email has its events; the timeline of the others begins and ends with MailKit's own.
    `insert into email_events (customer_id, email_id, id, type, occurred_at, detail)
      select e.customer_id, e.id, 'msg_' || md5(e.id::text || t.type), t.type, e.sent_at + t.after,
        case when t.type = 'bounced' then '{"bounce":{"type":"Permanent","subType":"General","message":"The mailbox does not exist.","diagnosticCode":["smtp; 550 5.1.1 user unknown"]}}'::jsonb else '{}' end
      from seed_rows r join emails e on e.customer_id = r.customer_id and e.id = r.id
      cross join lateral (values ('sent', interval '500 ms'), (e.last_event, interval '3 s')) t(type, after)
      where r.dice2 < 0.2 and e.status = 'sent' and t.type is not null`,
  ];
}

export const ROWS_TABLE = `create temp table seed_rows (n int, customer_id uuid, id uuid, at timestamptz, dice float, dice2 float,
  key int, domain int, recipient text, subject text, dice5 float)`;
