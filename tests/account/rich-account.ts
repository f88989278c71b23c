import { turnOn } from "../support/auto-topup";
import { buyPlan, buyTopup } from "../support/buy";
import { inviteAndJoin, inviteByMail } from "../support/members";
import { startReceiver } from "../support/receivers";
import { type Session, signIn } from "../support/sign-in";
import type { Stack } from "../support/stack";
import { waitFor } from "../support/wait-for";

const EMAILS = 3;

/** What an operator's doings, a refund and a check leave behind. */
const OPERATORS_ROWS = `with
  a as (insert into credit_adjustments (customer_id, id, credits, reason, state, lease_until)
    values ($1, gen_random_uuid(), 1, 'A gift', 'done', now())),
  b as (insert into payment_cases (customer_id, id, kind, payment_id, status, outcome)
    values ($1, 're_1', 'refund', 'pay_1', 'succeeded', 'nothing left')),
  c as (insert into drift_checks (customer_id, checked_at, drift) values ($1, now(), 0)),
  e as (insert into sending_controls (customer_id) values ($1) on conflict do nothing),
  d as (insert into operator_views (id, operator_id, customer_id, expires_at)
    values (gen_random_uuid(), gen_random_uuid(), $1, now()))
  insert into operator_actions (id, operator_id, operator_email, action, customer_id)
    values (gen_random_uuid(), gen_random_uuid(), 'ops@mailbox.dev', 'pause', $1)`;

/** An account with something of everything that MailKit keeps. */
export interface RichAccount {
  owner: Session;
  member: Session;
  customerId: string;
  /** Token of a key with full access. */
  token: string;
  domain: string;
  /** Secrets that nobody may ever read again: of the key, of the webhook. */
  secrets: string[];
}

/** Signs somebody up and uses everything there is, through the routes that people and programs use. */
export async function richAccount(stack: Stack, name: string): Promise<RichAccount> {
  const owner = await signIn(stack, `${name}@mailbox.dev`);
  await buyPlan(owner, stack);
  const member = await inviteAndJoin(stack, owner, `${name}-member@mailbox.dev`, "developer");
  await inviteByMail(stack, owner, `${name}-invited@mailbox.dev`, "viewer");
  const { token } = await made(owner.post("/api/keys", { name: "CI", permission: "full_access" }));
  const domain = `${name}.example.org`;
  await made(owner.post("/api/domains", { name: domain }));
  await made(owner.post("/api/suppressions", { email: `${name}-gone@mailbox.dev` }));
  const receiver = await startReceiver();
  const { signing_secret: secret } = await made(
    owner.post("/api/webhooks", { endpoint: receiver.url, events: ["email.sent"] }),
  );
  await done(
    owner.post("/api/templates", { name: "Welcome", alias: name, subject: "Hi", html: "<p>Hi</p>" }),
  );
  await done(owner.post(`/api/templates/${name}/publish`));
  await buyTopup(owner, stack);
  await turnOn(owner);
  const alerts = await (await owner.fetch("/api/billing/alerts")).json();
  const { levels, mails, recipients } = alerts;
  await done(putJson(owner, "/api/billing/alerts", { levels, mails, recipients }));
  const email = {
    to: "delivered@resend.dev",
    subject: `About ${name}`,
    html: "<p>Hi</p>",
    tags: [{ name: "a", value: "b" }],
  };
  for (let number = 0; number < EMAILS; number++)
    await fetch(`${stack.baseUrl}/emails`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Idempotency-Key": `${name}-${number}` },
      body: JSON.stringify(email),
    });
  const { rows } = await stack.db.query(
    "select m.customer_id from members m join users u on u.id = m.user_id where u.email = $1 and m.role = 'owner'",
    [owner.email],
  );
  const customerId: string = rows[0].customer_id;
  await stack.db.query(
    "insert into usage_counts values ($1, date_trunc('hour', now()) - interval '1 day', 1, 1, 1, 0, 0, 0) on conflict do nothing",
    [customerId],
  );
  await stack.db.query(OPERATORS_ROWS, [customerId]);
  await stack.db.query(
    `insert into auto_topup_attempts (customer_id, id, state, pack, credits, price_minor, payment_method_id, available_before)
     values ($1, gen_random_uuid(), 'charged', 'topup', 5000, 900, 'pm_1', 0)`,
    [customerId],
  );
  await waitFor(
    async () => {
      const empty = await emptyTables(stack, customerId);
      const { rowCount } = await stack.db.query(
        "select 1 from webhook_messages where customer_id = $1 and state = 'delivered'",
        [customerId],
      );
      if (rowCount !== EMAILS) throw new Error(`The receiver has heard of ${rowCount} emails.`);
      if (empty.length > 0) throw new Error(`Nothing of ${name}'s is in ${empty}.`);
      return true;
    },
    { timeoutMs: 30_000, what: "every table to have something of the account" },
  );
  await receiver.stop();
  return { owner, member, customerId, token, domain, secrets: [token, secret] };
}

const putJson = (session: Session, path: string, body: object) =>
  session.fetch(path, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

async function done(answer: Promise<Response>): Promise<void> {
  const response = await answer;
  if (!response.ok) throw new Error(`Not done: ${response.status} ${await response.text()}`);
}

async function made(answer: Promise<Response>) {
  const response = await answer;
  if (response.status !== 201) throw new Error(`Not made: ${response.status} ${await response.text()}`);
  return response.json();
}

/** How many rows of a customer each table has that could have some, whoever has added it. */
export async function rowsOf(stack: Stack, customerId: string): Promise<Record<string, number>> {
  const { rows } = await stack.db.query(
    "select table_name from information_schema.columns where table_schema = 'public' and column_name = 'customer_id' order by 1",
  );
  const counts: Record<string, number> = {};
  for (const { table_name: table } of rows) {
    const { rows: found } = await stack.db.query(
      `select count(*)::int as n from "${table}" where customer_id = $1`,
      [customerId],
    );
    counts[table] = found[0].n;
  }
  return counts;
}

/** `users` has the rows of those who work there just now, so it may have none. */
async function emptyTables(stack: Stack, customerId: string): Promise<string[]> {
  const counts = await rowsOf(stack, customerId);
  return Object.keys(counts).filter((table) => counts[table] === 0);
}
