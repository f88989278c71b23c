import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customerWith } from "../sending/customers";
import { brokenInvariants, readLedgers, untilSettled } from "../sending/ledgers";
import { IMPOSSIBLE_KEYS, ODD_KEYS } from "../sending/odd-keys";
import type { Session } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
let ada: Session;
let eve: Session;

beforeAll(async () => {
  stack = await startStack({ instances: 2, env: { SEND_RATE_PER_MINUTE: "100000" } });
  ada = await customerWith(stack, "ada", 4_000);
  eve = await customerWith(stack, "eve", 4_000);
});
afterAll(() => stack?.stop());

interface Call {
  key: string;
  instance?: number;
  subject?: string;
  isAsync?: boolean;
}

function send(session: Session, { key, instance = 0, subject = "Once", isAsync = false }: Call) {
  return session.post(
    `${stack.baseUrls[instance]}/api/send`,
    { to: ["delivered@resend.dev"], subject, text: "Once." },
    {
      "Idempotency-Key": key,
      "Sec-Fetch-Site": "same-origin",
      ...(isAsync ? { Prefer: "respond-async" } : {}),
    },
  );
}

async function sentBy(session: Session): Promise<number> {
  await untilSettled(stack, 60_000);
  const ledgers = await readLedgers(stack, session.email);
  expect(brokenInvariants(ledgers)).toEqual([]);
  return ledgers.accepted.length;
}

const WAYS = [
  { way: "waiting", isAsync: false },
  { way: "not waiting", isAsync: true },
];

describe.each(WAYS)("$way for Resend,", ({ way, isAsync }) => {
  it.each([2, 20, 1000])(
    "%i identical requests over two instances are one email and one answer",
    async (m) => {
      const before = await sentBy(ada);
      const answers = await Promise.all(
        Array.from({ length: m }, (_, i) => send(ada, { key: `${way} ${m}`, instance: i % 2, isAsync })),
      );
      const bodies = await Promise.all(answers.map((answer) => answer.json()));
      // A busy machine may need the ten seconds after which the answer is 202.
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status !== 202 && (isAsync || status !== 200))).toEqual([]);
      expect(new Set(bodies.map(({ id, credits }) => JSON.stringify([id, credits]))).size).toBe(1);
      expect(await sentBy(ada)).toBe(before + 1);
    },
  );

  it.each([2, 20, 200])("of %i different requests at once under one key, one is an email", async (m) => {
    const before = await sentBy(ada);
    const answers = await Promise.all(
      Array.from({ length: m }, (_, i) =>
        send(ada, { key: `other ${way} ${m}`, instance: i % 2, subject: `Other ${i}`, isAsync }),
      ),
    );
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(m - 1);
    expect(await sentBy(ada)).toBe(before + 1);
  });

  it.each([1, 20])("%i keys of two customers at once are two emails each", async (m) => {
    const before = [await sentBy(ada), await sentBy(eve)];
    const keys = Array.from({ length: m }, (_, i) => `shared ${way} ${m} ${i}`);
    const answers = await Promise.all(
      keys.flatMap((key) => [send(ada, { key, isAsync }), send(eve, { key, instance: 1, isAsync })]),
    );
    const ids = await Promise.all(answers.map(async (answer) => (await answer.json()).id));
    expect(new Set(ids).size).toBe(2 * m);
    expect([await sentBy(ada), await sentBy(eve)]).toEqual(before.map((count) => count + m));
  });

  it.each(ODD_KEYS)("$name is a key, ten times at once", async ({ key }) => {
    const before = await sentBy(eve);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        send(eve, { key: `${key}`, subject: way, instance: i % 2, isAsync }),
      ),
    );
    const isKnown = way === "not waiting";
    // The other way's request had another subject under the same key.
    if (isKnown) expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([409]));
    else expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    expect(await sentBy(eve)).toBe(before + (isKnown ? 0 : 1));
  });

  it.each(IMPOSSIBLE_KEYS)("$name is no key", async ({ key }) => {
    const before = await sentBy(eve);
    expect((await send(eve, { key, isAsync })).status).toBe(400);
    expect(await sentBy(eve)).toBe(before);
  });
});
