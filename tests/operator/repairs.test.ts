import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { becomeUnresolved, resendIdOf, sendAndLose, statusOf } from "../sending/lost-answer";
import { expectProblem } from "../support/answers";
import { buyTopup, readCredits } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { customerOf, logOf, type Operator, signInOperator } from "../support/operator";
import { settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";

let stack: Stack;
let operator: Operator;
let customers = 0;

beforeAll(async () => {
  stack = await startStack();
  await endlessBudget(stack);
  operator = await signInOperator(stack);
});
afterAll(() => stack?.stop());

async function customer(): Promise<{ session: Session; id: string }> {
  customers += 1;
  const session = await signIn(stack, `repairs-${customers}@mailbox.dev`);
  await buyTopup(session, stack);
  return { session, id: await customerOf(stack, session.email) };
}

const entriesOf = async (adjustmentId: string) =>
  (await stack.sandbox.state()).ledger.filter(
    ({ metadata }) => metadata?.mailkit_adjustment_id === adjustmentId,
  );
const stateOf = async (id: string) =>
  (await stack.db.query("select state from credit_adjustments where id = $1", [id])).rows[0]?.state;
const untilDone = (id: string) =>
  waitFor(async () => (await stateOf(id)) === "done", { timeoutMs: 30_000, what: "the adjustment" });
const untilBalance = (session: Session, balance: number) =>
  waitFor(async () => (await readCredits(session)).balance === balance, { what: `a balance of ${balance}` });

describe("an adjustment of credits", () => {
  it.each(["conflict", "replay"] as const)(
    "is made once, whatever becomes of the answers (%s)",
    async (mode) => {
      const { session, id: customerId } = await customer();
      await stack.sandbox.changeSettings({ duplicateKey: mode });
      const path = "ledger-entries";
      await stack.sandbox.addFaults(
        { target: "dodo", kind: "reset_after", method: "POST", path, times: 1 },
        { target: "dodo", kind: "status", method: "POST", path, times: 1, status: 503 },
      );
      const id = randomUUID();
      const wish = { action: "customer.credits", customer_id: customerId, id, credits: 250, note: "Sorry" };
      expect(await operator.act(wish)).toMatch(/Dodo has not answered yet|Done/);
      await untilDone(id);
      expect(await operator.act(wish)).toMatch(/Done/);
      expect(await entriesOf(id)).toHaveLength(1);
      await untilBalance(session, 5_250);
      const other = { ...wish, credits: 300 };
      await expectProblem(await operator.ask(other), 409, "wrong_state");
      const log = (await logOf(stack)).filter(({ action }) => action === "customer.credits");
      expect(log.filter(({ note }) => note === "Sorry").length).toBeGreaterThanOrEqual(1);
    },
  );

  it("survives the death of the process between the call and its answer", async () => {
    const { session, id: customerId } = await customer();
    const id = randomUUID();
    const fault = { target: "dodo", kind: "kill_after", method: "POST", path: "ledger-entries" } as const;
    await stack.sandbox.addFaults({ ...fault, pid: stack.pid() });
    await operator
      .ask({ action: "customer.credits", customer_id: customerId, id, credits: -1_000, note: "Too much" })
      .catch(() => null);
    await waitFor(() => stack.hasEnded(), { what: "the process to end" });
    await stack.restart();
    await stack.db.query("update credit_adjustments set lease_until = now() where id = $1", [id]);
    await untilDone(id);
    expect(await entriesOf(id)).toHaveLength(1);
    await untilBalance(session, 4_000);
  });

  it("that the balance does not allow is refused, and changes nothing", async () => {
    const { session, id: customerId } = await customer();
    const id = randomUUID();
    const wish = {
      action: "customer.credits",
      customer_id: customerId,
      id,
      credits: -5_001,
      note: "Too much",
    };
    const { detail } = await expectProblem(await operator.ask(wish), 409, "wrong_state");
    expect(detail).toContain("nothing was changed");
    expect(await stateOf(id)).toBe("refused");
    expect(await readCredits(session)).toMatchObject({ balance: 5_000 });
  });

  it("can be the first credits of somebody whom Dodo does not know yet", async () => {
    const session = await signIn(stack, "gift@mailbox.dev");
    const id = randomUUID();
    const customerId = await customerOf(stack, session.email);
    await operator.act({ action: "customer.credits", customer_id: customerId, id, credits: 10, note: "Hi" });
    await untilBalance(session, 10);
  });
});

describe("an email of unknown outcome", () => {
  const unresolved = async (loss: "done" | "not done") => {
    const { session } = await customer();
    const emailId = await sendAndLose(stack, session, loss, `delivered+o${customers}@resend.dev`);
    await becomeUnresolved(stack, emailId);
    return { session, emailId };
  };

  it("is found at Resend and paid for", async () => {
    const { session, emailId } = await unresolved("done");
    const message = await operator.act({ action: "email.look", email_id: emailId });
    expect(message).toContain((await resendIdOf(stack, emailId)) ?? "nothing");
    expect(await statusOf(stack, emailId)).toBe("sent");
    await settled(stack, session.email);
    expect(await readCredits(session)).toMatchObject({ balance: 4_999, held: 0 });
    await expectProblem(await operator.ask({ action: "email.look", email_id: emailId }), 404, "not_found");
  });

  it("is marked as sent only with an id that Resend confirms", async () => {
    const { emailId } = await unresolved("done");
    const sent = { action: "email.sent", email_id: emailId, note: "Looked it up" };
    const wrong = await operator.ask({ ...sent, resend_id: randomUUID() });
    await expectProblem(wrong, 409, "wrong_state");
    expect(await statusOf(stack, emailId)).toBe("unresolved");
    await operator.act({ ...sent, resend_id: await resendIdOf(stack, emailId) });
    expect(await statusOf(stack, emailId)).toBe("sent");
  });

  it("is marked as not sent, and costs nothing", async () => {
    const { session, emailId } = await unresolved("not done");
    expect(await operator.act({ action: "email.look", email_id: emailId })).toContain("no proof");
    expect(await statusOf(stack, emailId)).toBe("unresolved");
    await operator.act({ action: "email.not_sent", email_id: emailId, note: "Nobody has it" });
    expect(await statusOf(stack, emailId)).toBe("failed");
    expect(await readCredits(session)).toMatchObject({ balance: 5_000, held: 0 });
  });
});

it("a message that is replayed is applied again, and ends the same", async () => {
  const { session } = await customer();
  await settled(stack);
  const { rows } = await stack.db.query(
    "select id, applied_at from webhook_events where source = 'dodo' and outcome = 'applied' order by received_at desc limit 1",
  );
  const [message] = rows;
  await operator.act({ action: "webhook.replay", source: "dodo", id: message.id });
  await waitFor(
    async () => {
      const found = await stack.db.query("select applied_at from webhook_events where id = $1", [message.id]);
      const appliedAt = found.rows[0].applied_at;
      return appliedAt !== null && appliedAt > message.applied_at;
    },
    { what: "it to be applied again" },
  );
  await settled(stack);
  expect(await readCredits(session)).toMatchObject({ balance: 5_000 });
  const unknown = { action: "webhook.replay", source: "dodo", id: "msg_made_up" };
  await expectProblem(await operator.ask(unknown), 404, "not_found");
});

it("a line that is stopped is tried at once", async () => {
  await stack.db.query(
    "update provider_lines set stopped_since = now(), paused_until = now() + interval '1 hour', paused_reason = 'Wrong key' where provider = 'resend'",
  );
  const page = await (await operator.fetch("/operator")).text();
  expect(page).toContain("Wrong key");
  await operator.act({ action: "line.try", provider: "resend" });
  const { session } = await customer();
  expect(
    (await session.post("/api/send", { to: "delivered@resend.dev", subject: "Hi", text: "Hi" })).status,
  ).toBe(200);
});

it("our sums are held against Dodo's, and a difference is found and explained", async () => {
  const { session, id: customerId } = await customer();
  for (let sent = 0; sent < 3; sent++) {
    await session.post("/api/send", { to: "delivered@resend.dev", subject: "Hi", text: "Hi" });
    await settled(stack, session.email);
  }
  const [payment] = (await stack.sandbox.state()).payments.filter(
    ({ customer: of }) => of.email === session.email,
  );
  await stack.sandbox.adjust(payment?.customer.customer_id ?? "", "debit", 20, "By hand at Dodo");
  await settled(stack, session.email);
  const check = async () => {
    await operator.act({ action: "drift.check", customer_id: customerId });
    return waitFor(
      async () => {
        const found = await stack.db.query(
          "select drift, result, error from drift_checks where customer_id = $1 and requested_at is null",
          [customerId],
        );
        return found.rows[0];
      },
      { timeoutMs: 30_000, what: "the check" },
    );
  };
  const sound = await check();
  expect(sound.error).toBeNull();
  expect([Number(sound.drift), sound.result.findings]).toEqual([0, []]);
  expect(sound.result.lines).toContainEqual(
    expect.objectContaining({ label: "Changed by somebody at Dodo", dodo: -20 }),
  );
  await stack.db.query("update credit_accounts set held = held + 5 where customer_id = $1", [customerId]);
  await stack.db.query(
    "delete from captures where customer_id = $1 and id = (select min(id::text)::uuid from captures where customer_id = $1)",
    [customerId],
  );
  const off = await check();
  expect(Number(off.drift)).toBe(6);
  expect(off.result.findings).toEqual([
    { what: "At Dodo, unknown here (captures)", id: expect.any(String), credits: 1 },
  ]);
});
