import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectProblem } from "../support/answers";
import { buyTopup, readCredits } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { giveKey } from "../support/given-key";
import { mailsTo } from "../support/mails";
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
  const session = await signIn(stack, `sending-${customers}@mailbox.dev`);
  await buyTopup(session, stack);
  return { session, id: await customerOf(stack, session.email) };
}

/** Has an email accepted and does not wait for Resend. Returns its id. */
async function accept(session: Session, more: object = {}): Promise<string> {
  const email = { to: "delivered@resend.dev", subject: "Hi", text: "Hi", ...more };
  const answer = await session.post("/api/send", email, { Prefer: "respond-async" });
  expect([200, 202]).toContain(answer.status);
  return (await answer.json()).id;
}
const send = (session: Session) =>
  session.post("/api/send", { to: "delivered@resend.dev", subject: "Hi", text: "Hi" });
const statusOf = async (id: string) =>
  (await stack.db.query("select status from emails where id = $1", [id])).rows[0].status;
const untilSent = (id: string) =>
  waitFor(async () => (await statusOf(id)) === "sent", { what: `${id} to be sent` });
/** Long enough for the pumps to have come by: an email of another customer goes its way twice. */
async function passTime(other: Session): Promise<void> {
  for (let times = 0; times < 2; times++) await untilSent(await accept(other));
}

describe("a customer whose sending is paused", () => {
  it("is refused with the reason, loses nothing, and goes on where it stopped", async () => {
    const [{ session, id: customerId }, { session: other }] = [await customer(), await customer()];
    const { token } = await giveKey(stack, session.email);
    await operator.act({ action: "sending.halt", reason: "A test", refuse: false });
    const waiting = await accept(session);
    const later = await accept(session, { scheduled_at: new Date(Date.now() + 3_600_000).toISOString() });
    const reason = "Your last campaign was not asked for.";
    await operator.act({ action: "customer.pause", customer_id: customerId, reason, note: "Ticket 7" });
    await operator.act({ action: "sending.resume", note: "The test is over" });

    const problem = await expectProblem(await send(session), 403, "sending_paused");
    expect(problem.detail).toContain(reason);
    const answer = await fetch(`${stack.baseUrl}/emails`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}` },
      body: JSON.stringify({ to: "delivered@resend.dev", subject: "Hi", text: "Hi" }),
    });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({
      statusCode: 403,
      name: "security_error",
      details: { reason: "sending_paused", pause_reason: reason },
    });
    const page = await (await session.fetch("/dashboard")).text();
    expect(page).toContain(reason);
    expect(await readCredits(session)).toMatchObject({
      sending: { kind: "paused", reason, is_accepting: false },
    });
    await waitFor(
      async () => (await mailsTo(stack, session.email)).includes("Sending from your account is paused"),
      { what: "the mail about the pause" },
    );

    await stack.db.query("update emails set scheduled_at = now() where id = $1", [later]);
    await passTime(other);
    expect([await statusOf(waiting), await statusOf(later)]).not.toContain("sent");
    expect(await readCredits(session)).toMatchObject({ held: 2, balance: 5_000 });

    await operator.act({ action: "customer.resume", customer_id: customerId, note: "They have understood" });
    await Promise.all([untilSent(waiting), untilSent(later)]);
    expect((await send(session)).status).toBe(200);
    await settled(stack);
    expect(await readCredits(session)).toMatchObject({ held: 0, balance: 4_997 });
    const log = (await logOf(stack)).map(({ action, note }) => [action, note]);
    expect(log).toContainEqual(["customer.pause", "Ticket 7"]);
    expect(log).toContainEqual(["customer.resume", "They have understood"]);
  });

  it("does not keep the others waiting, however much of theirs waits", async () => {
    const paused = await Promise.all([customer(), customer(), customer()]);
    const { session: other } = await customer();
    await operator.act({ action: "sending.halt", reason: "A test", refuse: false });
    for (const { session } of paused) for (let sent = 0; sent < 5; sent++) await accept(session);
    for (const { id } of paused)
      await operator.act({ action: "customer.pause", customer_id: id, reason: "Why", note: "A test" });
    await operator.act({ action: "sending.resume", note: "The test is over" });
    await passTime(other);
    const { rows } = await stack.db.query(
      "select count(*)::int as waiting from emails where status = 'queued'",
    );
    expect(rows[0].waiting).toBe(15);
    for (const { id } of paused)
      await operator.act({ action: "customer.resume", customer_id: id, note: "Over" });
    await settled(stack);
  });
});

describe("when all sending is stopped", () => {
  it("requests to send queue, and go out when it goes on", async () => {
    const { session } = await customer();
    await operator.act({ action: "sending.halt", reason: "A test", refuse: false });
    const { sending } = await readCredits(session);
    expect(sending).toMatchObject({ kind: "halted", is_accepting: true });
    // Why is for operators only.
    expect(sending?.reason).toBe("The operator has stopped all sending for now.");
    const waiting = await accept(session);
    // Whoever signs in gets the link all the same, or no operator could come and end it.
    await signIn(stack, "newcomer@mailbox.dev");
    expect(await statusOf(waiting)).toBe("queued");
    await operator.act({ action: "sending.resume", note: "Over" });
    await untilSent(waiting);
  });

  it("or are refused with 503, if the operator wants that, until it goes on", async () => {
    const { session } = await customer();
    await operator.act({ action: "sending.halt", reason: "A test", refuse: true });
    const ask = () =>
      session.post(
        "/api/send",
        { to: "delivered@resend.dev", subject: "Hi", text: "Hi" },
        { Prefer: "respond-async" },
      );
    // Each process notices it with its next count of the queue.
    await waitFor(async () => (await ask()).status === 503, { what: "sends to be refused" });
    await expectProblem(await ask(), 503, "sending_halted");
    await operator.act({ action: "sending.resume", note: "Over" });
    await waitFor(async () => (await send(session)).status === 200, { what: "sends to be taken again" });
  });
});
