import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectProblem } from "../support/answers";
import { buyTopup, readCredits } from "../support/buy";
import { dodoIdOf, settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { brokenInvariants, readLedgers, untilSettled } from "./ledgers";

const OWN_MAX = 5;
const OVERALL_MAX = 12;

let stack: Stack;
let full: Session;
let hasty: Session;
let modest: Session;
let late: Session;

beforeAll(async () => {
  stack = await startStack({
    instances: 2,
    env: { QUEUE_MAX_PER_CUSTOMER: String(OWN_MAX), QUEUE_MAX: String(OVERALL_MAX) },
  });
  [full, hasty, modest, late] = [
    await customer("full"),
    await customer("hasty"),
    await customer("modest"),
    await customer("late"),
  ];
  // Receipts would take places in the queue.
  await settled(stack);
  // Resend's line is held, so that whatever is accepted waits.
  await stack.db.query(
    "update provider_lines set paused_until = now() + interval '1 hour' where provider = 'resend'",
  );
  for (let n = 0; n < OWN_MAX; n++) expect((await send(full, `fill-${n}`)).status).toBe(202);
});
afterAll(() => stack?.stop());

async function customer(name: string): Promise<Session> {
  const session = await signIn(stack, `${name}@mailbox.dev`);
  await buyTopup(session, stack);
  return session;
}

const send = (session: Session, key: string, { text = "Hi", instance = 0 } = {}) =>
  session.post(
    `${stack.baseUrls[instance]}/api/send`,
    { to: "delivered@resend.dev", subject: "Backlog", text },
    { Prefer: "respond-async", "Idempotency-Key": key, Origin: stack.baseUrls[instance] ?? "" },
  );

/** What is accepted while the queue is counted is counted twice until the next count, a second later: rather one too many. */
async function sendOnceThereIsRoom(session: Session, key: string): Promise<Response> {
  const taken = async () => {
    const answer = await send(session, key);
    return answer.status === 202 ? answer : null;
  };
  return waitFor(taken, { what: "room in the queue" });
}

async function expectFull(answer: Response, status: 429 | 503): Promise<void> {
  const problem = await expectProblem(answer, status, status === 429 ? "queue_full" : "overloaded");
  expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThanOrEqual(1);
  expect(problem).toMatchObject({ retryable: true, retry_after: expect.any(Number) });
}

const countRows = async () => {
  const { rows } = await stack.db.query(
    `select (select count(*) from emails where kind = 'customer')::int as emails, (select count(*) from idempotency_keys)::int as keys,
       (select sum(held) from credit_accounts)::int as held`,
  );
  return rows[0];
};

describe("a customer with as many waiting emails as one may have", () => {
  it("gets 429 with Retry-After, and nothing is written or charged", async () => {
    const before = await countRows();
    await expectFull(await send(full, "patient"), 429);
    expect(await countRows()).toEqual(before);
    expect(await readCredits(full)).toMatchObject({ available: 4_995, held: OWN_MAX });
  });

  it("gets the answers to keys that were used before", async () => {
    const replay = await send(full, "fill-3");
    expect([replay.status, replay.headers.get("Idempotency-Replayed")]).toEqual([202, "true"]);
    await expectProblem(await send(full, "fill-3", { text: "Other" }), 409, "idempotency_mismatch");
  });

  it("is refused by an instance that took none of them", async () => {
    await expectFull(await send(full, "elsewhere", { instance: 1 }), 429);
  });

  it("has exactly that many, although forty ask at once", async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => send(hasty, `rush-${n}`)));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(OWN_MAX);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(40 - OWN_MAX);
  });

  it("does not keep others from sending", async () => {
    await sendOnceThereIsRoom(modest, "first");
  });
});

describe("when the whole queue is full", () => {
  it("everybody gets 503 with Retry-After, and nothing is written or charged", async () => {
    await sendOnceThereIsRoom(modest, "second");
    const before = await countRows();
    expect(before.emails).toBe(OVERALL_MAX);
    await expectFull(await send(modest, "third"), 503);
    await expectFull(await send(late, "first"), 503);
    // Who has too many of their own hears of that.
    await expectFull(await send(full, "patient"), 429);
    expect(await countRows()).toEqual(before);
    expect((await send(modest, "first")).headers.get("Idempotency-Replayed")).toBe("true");
  });

  it("MailKit's own mails have their place all the same", async () => {
    await stack.sandbox.adjust(await dodoIdOf(stack, modest.email), "debit", 4_500);
    await waitFor(
      async () =>
        (await stack.db.query("select 1 from emails where kind = 'system' and status = 'queued'")).rowCount,
      { what: "the warning to wait in the queue" },
    );
  });

  it("a refused key is free, and used as soon as there is room again", async () => {
    await stack.db.query("update provider_lines set paused_until = null");
    const taken = await sendOnceThereIsRoom(full, "patient");
    expect(taken.headers.get("Idempotency-Replayed")).toBeNull();
    await untilSettled(stack);
    for (const { email } of [full, hasty, modest, late])
      expect(brokenInvariants(await readLedgers(stack, email))).toEqual([]);
    expect((await readLedgers(stack, full.email)).accepted).toHaveLength(OWN_MAX + 1);
  });
});
