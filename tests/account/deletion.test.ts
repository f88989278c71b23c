import { afterAll, beforeAll, expect, it } from "vitest";
import { callWith } from "../support/api-key";
import { buyTopup, readCredits } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { inviteAndJoin } from "../support/members";
import { settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { richAccount, rowsOf } from "./rich-account";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ instances: 2, deliveryEvents: true });
  await endlessBudget(stack);
});
afterAll(() => stack?.stop());

const deleteAccount = (session: Session, confirm = session.email) =>
  session.fetch("/api/account", {
    method: "DELETE",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ confirm }),
  });
const exists = async (customerId: string) =>
  (await stack.db.query("select 1 from customers where id = $1", [customerId])).rowCount === 1;

/** Minutes pass, so that nobody has to wait for them here. */
const minutesPass = (customerId: string) =>
  stack.db.query(
    `update customers set deleting_at = deleting_at - interval '2 minutes', emptied_at = emptied_at - interval '2 minutes',
     deletion_due_at = now() where id = $1`,
    [customerId],
  );

async function isGone(customerId: string): Promise<boolean> {
  await minutesPass(customerId);
  return !(await exists(customerId));
}

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0);

it("leaves nothing of an account in any table, at Resend or in force at Dodo, and nothing of another one is touched", async () => {
  const [doomed, kept] = [await richAccount(stack, "doomed"), await richAccount(stack, "kept")];
  await settled(stack);
  const before = await rowsOf(stack, kept.customerId);
  const answer = await deleteAccount(doomed.owner);
  expect([answer.status, await answer.json()]).toEqual([200, { account_id: null }]);
  // At once: nobody acts for it.
  expect((await doomed.owner.fetch("/api/credits")).status).toBe(401);
  expect((await callWith(stack, doomed.token, "/emails")).status).toBe(401);
  expect((await (await doomed.member.fetch("/api/accounts")).json()).data).toHaveLength(1);
  await waitFor(() => isGone(doomed.customerId), { timeoutMs: 60_000, what: "the account to be gone" });
  expect(Object.entries(await rowsOf(stack, doomed.customerId)).filter(([, count]) => count > 0)).toEqual([]);
  const { rows } = await stack.db.query("select email from users where email like 'doomed%'");
  expect(rows).toEqual([{ email: "doomed-member@mailbox.dev" }]);
  const { domains, subscriptions } = await stack.sandbox.state();
  // The first is the operator's own.
  expect(domains.map(({ name }) => name)).toEqual(["mailkit.example", kept.domain]);
  expect(subscriptions.map(({ customer, status }) => [customer.email, status]).sort()).toEqual([
    ["doomed@mailbox.dev", "cancelled"],
    ["kept@mailbox.dev", "active"],
  ]);
  expect(await rowsOf(stack, kept.customerId)).toEqual(before);
  expect((await callWith(stack, kept.token, "/emails")).status).toBe(200);
  // The address is free: whoever signs in with it begins anew.
  const again = await signIn(stack, doomed.owner.email);
  expect((await readCredits(again)).available).toBe(0);
});

it("is for owners who type its name", async () => {
  const owner = await signIn(stack, "careful@mailbox.dev");
  const developer = await inviteAndJoin(stack, owner, "careless@mailbox.dev", "developer");
  expect((await deleteAccount(developer, owner.email)).status).toBe(403);
  expect((await deleteAccount(owner, "careful")).status).toBe(422);
  expect((await owner.fetch("/api/credits")).status).toBe(200);
});

it("still sends and pays for what was accepted, and calls off what was scheduled", async () => {
  const owner = await signIn(stack, "pending@mailbox.dev");
  await buyTopup(owner, stack);
  await settled(stack, owner.email);
  const { rows } = await stack.db.query("select id, dodo_customer_id from customers where email = $1", [
    owner.email,
  ]);
  const [{ id: customerId, dodo_customer_id: dodoId }] = rows;
  await stack.db.query(
    "update provider_lines set paused_until = now() + interval '1 hour' where provider = 'resend'",
  );
  const email = { to: "delivered@resend.dev", text: "Hi" };
  for (const subject of ["First to go", "Second to go"])
    expect((await owner.post("/api/emails", { ...email, subject })).status).toBe(200);
  const at = new Date(Date.now() + 3_600_000).toISOString();
  await owner.post("/api/emails", { ...email, subject: "Never to go", scheduled_at: at });
  expect((await deleteAccount(owner)).status).toBe(200);
  await waitFor(
    async () => {
      await minutesPass(customerId);
      const { rows: left } = await stack.db.query(
        "select status from emails where customer_id = $1 and kind = 'customer' order by 1",
        [customerId],
      );
      return left.map(({ status }) => status).join() === "canceled,queued,queued";
    },
    { timeoutMs: 30_000, what: "the scheduled email to be canceled and the others to wait" },
  );
  await stack.db.query("update provider_lines set paused_until = null");
  await waitFor(() => isGone(customerId), { timeoutMs: 60_000, what: "the account to be gone" });
  const { emails, ledger } = await stack.sandbox.state();
  const subjects = emails.map(({ subject }) => subject).filter((subject) => /to go$/.test(subject));
  expect(subjects.sort()).toEqual(["First to go", "Second to go"]);
  const debits = ledger.filter((row) => row.customer_id === dodoId && !row.is_credit);
  expect(debits.reduce((total, { amount }) => total + Number(amount), 0)).toBe(2);
});

it("goes on where a killed process stood", async () => {
  const { owner, customerId } = await richAccount(stack, "crashed");
  await settled(stack, owner.email);
  await stack.db.query(
    `insert into emails (customer_id, id, status, credits, "to", envelope, subject, payload, available_after, captured_at, capture_id)
     select customer_id, gen_random_uuid(), 'failed', 1, "to", envelope, subject, payload, 0, now(), gen_random_uuid()
     from emails, generate_series(1, 4000) where customer_id = $1 limit 12000`,
    [customerId],
  );
  const all = sum(await rowsOf(stack, customerId));
  expect((await deleteAccount(owner)).status).toBe(200);
  await waitFor(
    async () => {
      await minutesPass(customerId);
      return sum(await rowsOf(stack, customerId)) < all - 1000;
    },
    { timeoutMs: 30_000, what: "some rows to be gone" },
  );
  await Promise.all([stack.kill(0), stack.kill(1)]);
  const left = sum(await rowsOf(stack, customerId));
  expect(await exists(customerId)).toBe(true);
  await Promise.all([stack.restart(0), stack.restart(1)]);
  await waitFor(() => isGone(customerId), { timeoutMs: 60_000, what: "the account to be gone" });
  expect(left).toBeLessThan(all);
  expect(sum(await rowsOf(stack, customerId))).toBe(0);
});

it("waits while Dodo is away, so that no plan is charged for an account that is gone", async () => {
  const owner = await signIn(stack, "away@mailbox.dev");
  await buyTopup(owner, stack);
  const { rows } = await stack.db.query("select id from customers where email = $1", [owner.email]);
  await stack.sandbox.addFaults({
    target: "dodo",
    kind: "status",
    status: 500,
    method: "GET",
    path: "^/subscriptions",
    times: 1000,
  });
  expect((await deleteAccount(owner)).status).toBe(200);
  await waitFor(
    async () => {
      await minutesPass(rows[0].id);
      return (
        stack.logs(0).includes("can't be taken apart yet") ||
        stack.logs(1).includes("can't be taken apart yet")
      );
    },
    { timeoutMs: 30_000, what: "a try that failed" },
  );
  expect(await exists(rows[0].id)).toBe(true);
  await stack.sandbox.clearFaults();
  await waitFor(() => isGone(rows[0].id), { timeoutMs: 60_000, what: "the account to be gone" });
});
