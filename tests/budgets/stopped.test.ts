import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Health, healthSchema } from "@/lib/contracts/health";
import { sandboxDefaults } from "@/sandbox/constants";
import { brokenInvariants, readLedgers, untilSettled } from "../sending/ledgers";
import { buyTopup } from "../support/buy";
import { settled } from "../support/settled";
import { postLinkRequest, type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { callsAnswered, lineOf, setLine } from "./line";

const EMAILS = 20;
const FOR_EVER = 100_000;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ instances: 2 });
});
afterAll(() => stack?.stop());

async function customer(name: string): Promise<Session> {
  const session = await signIn(stack, `${name}@mailbox.dev`);
  await buyTopup(session, stack);
  await settled(stack);
  return session;
}

async function sendMany(session: Session): Promise<void> {
  const answers = await Promise.all(
    Array.from({ length: EMAILS }, (_, n) =>
      session.post(
        "/api/send",
        { to: `delivered+${n}@resend.dev`, subject: "Stopped", text: "Once." },
        { Prefer: "respond-async" },
      ),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
}

/** What each instance says of itself. It never takes itself out of service. */
async function healthOfAll(): Promise<Health[]> {
  const answers = await Promise.all(stack.baseUrls.map((url) => fetch(`${url}/api/health`)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  return Promise.all(answers.map(async (answer) => healthSchema.parse(await answer.json())));
}

type Degraded = Extract<Health, { status: "degraded" }>;

const untilDegraded = (what: string, isSo: (health: Degraded) => boolean) =>
  waitFor(
    async () => {
      const all = await healthOfAll();
      return all.every((health) => health.status === "degraded" && isSo(health));
    },
    { timeoutMs: 20_000, what },
  );

const untilUp = () =>
  waitFor(async () => (await healthOfAll()).every(({ status }) => status === "up"), {
    timeoutMs: 20_000,
    what: "both instances to be well again",
  });

/** Lines in the logs of both instances that say this. */
const logged = (message: string) =>
  [0, 1].flatMap((instance) => stack.logs(instance).split("\n")).filter((line) => line.includes(message));

/** The half minute until the next trial is over. Both instances look, and one of them calls, once. */
async function expectOneTrial(provider: "dodo" | "resend"): Promise<void> {
  const before = await callsAnswered(stack, provider, 401);
  const { paused_reason } = await lineOf(stack, provider);
  await setLine(
    stack,
    provider,
    "paused_until = clock_timestamp() - interval '16 seconds', paused_reason = 'a trial is due'",
  );
  // The answer to the trial writes the reason anew.
  await waitFor(async () => (await lineOf(stack, provider)).paused_reason === paused_reason, {
    timeoutMs: 20_000,
    what: "a trial to be answered",
  });
  expect((await lineOf(stack, provider)).is_paused).toBe(true);
  expect(await callsAnswered(stack, provider, 401)).toBe(before + 1);
}

async function expectEachOnce(session: Session): Promise<void> {
  await untilSettled(stack, 30_000);
  const ledgers = await readLedgers(stack, session.email);
  expect(brokenInvariants(ledgers)).toEqual([]);
  expect(ledgers.accepted).toHaveLength(EMAILS);
}

const STOPPED = "A provider's line is stopped";
const WORKS = "A provider's line works again";

describe("a key that is refused stops its line: the operator sees why, and nothing is lost", () => {
  it("Resend's", async () => {
    const session = await customer("resend-key");
    await stack.sandbox.addFaults({
      target: "resend",
      kind: "status",
      status: 401,
      code: "validation_error",
      message: "API key is invalid",
      times: FOR_EVER,
    });
    await sendMany(session);
    await untilDegraded("both instances to know that Resend's line is stopped", ({ lines, queued }) => {
      return lines.resend.state === "stopped" && lines.dodo.state === "ok" && queued === EMAILS;
    });
    const [health] = (await healthOfAll()) as Degraded[];
    expect(health?.lines.resend).toMatchObject({
      reason: "validation_error: API key is invalid",
      since: expect.any(String),
      until: expect.any(String),
    });
    expect(health?.unresolved).toBe(0);

    expect(await callsAnswered(stack, "resend", 401)).toBeLessThanOrEqual(3);
    await expectOneTrial("resend");
    await expectOneTrial("resend");
    const refused = await callsAnswered(stack, "resend", 401);
    expect((await postLinkRequest(stack, { email: "somebody@mailbox.dev" })).status).toBe(503);
    expect(await callsAnswered(stack, "resend", 401)).toBe(refused);

    await stack.sandbox.clearFaults();
    await setLine(stack, "resend", "paused_until = null");
    await expectEachOnce(session);
    await untilUp();
    expect(logged(STOPPED)).toHaveLength(1);
    expect(logged(STOPPED)[0]).toContain("API key is invalid");
    expect(logged(WORKS)).toHaveLength(1);
    expect(JSON.stringify(health) + logged(STOPPED)).not.toContain(sandboxDefaults.resendApiKey);
  });

  it("Dodo's", async () => {
    const session = await customer("dodo-key");
    const before = { stopped: logged(STOPPED).length, works: logged(WORKS).length };
    await stack.sandbox.addFaults({ target: "dodo", kind: "status", status: 401, times: FOR_EVER });
    await sendMany(session);
    await untilDegraded("both instances to know that Dodo's line is stopped", ({ lines }) => {
      return lines.dodo.state === "stopped" && lines.resend.state === "ok";
    });
    const [health] = (await healthOfAll()) as Degraded[];
    expect(health?.lines.dodo.reason).toMatch(/DODO_PAYMENTS_API_KEY.*401/);
    // Everything goes out on the mirror, and waits to be paid.
    const unpaid = async () =>
      (
        await stack.db.query(
          "select 1 from emails where status = 'sent' and credits > 0 and captured_at is null",
        )
      ).rowCount;
    await waitFor(async () => (await unpaid()) === EMAILS, {
      what: "all emails to be sent and none to be paid",
    });

    // The answers of all calls that were under way have been noted.
    const openCaptures = async () =>
      (await stack.db.query("select last_error from captures where state = 'open'")).rows;
    await waitFor(async () => (await openCaptures()).every(({ last_error }) => last_error !== null), {
      what: "the captures to be refused",
    });
    expect(await callsAnswered(stack, "dodo", 401)).toBeLessThanOrEqual(6);
    await expectOneTrial("dodo");
    await expectOneTrial("dodo");
    const refused = await callsAnswered(stack, "dodo", 401);
    expect((await session.post("/api/checkout/topup")).status).toBe(503);
    await session.fetch("/api/credits");
    expect(await callsAnswered(stack, "dodo", 401)).toBe(refused);

    await stack.sandbox.clearFaults();
    await setLine(stack, "dodo", "paused_until = null");
    await expectEachOnce(session);
    await untilUp();
    expect(logged(STOPPED)).toHaveLength(before.stopped + 1);
    expect(logged(STOPPED).at(-1)).toContain("DODO_PAYMENTS_API_KEY");
    expect(logged(WORKS)).toHaveLength(before.works + 1);
    expect(JSON.stringify(health) + logged(STOPPED)).not.toContain(sandboxDefaults.dodoApiKey);
  });
});
