import { afterAll, beforeAll, expect, it } from "vitest";
import { buyTopup } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { brokenInvariants, readLedgers, untilSettled } from "./ledgers";

const CRON_SECRET = "the-secret-of-the-scheduler";
/** Long enough for the process to be asked to end in the middle of a call. */
const SLOW_CALL_MS = 1_000;

let stack: Stack;
let session: Session;
beforeAll(async () => {
  stack = await startStack({ env: { CRON_SECRET } });
  await endlessBudget(stack);
  session = await signIn(stack, "stop@mailbox.dev");
  await buyTopup(session, stack);
});
afterAll(() => stack?.stop());

const email = { to: "delivered@resend.dev", subject: "Before the end", text: "Hi" };
const count = async (status: string) =>
  Number(
    (await stack.db.query("select count(*) from emails where status = $1 and kind = 'customer'", [status]))
      .rows[0].count,
  );

it("a process that is asked to end answers its callers, finishes its calls, and leaves nothing behind", async () => {
  const { latencyMs } = await stack.sandbox.settings();
  await stack.sandbox.changeSettings({ latencyMs: { ...latencyMs, resend: SLOW_CALL_MS } });
  const callers = Array.from({ length: 20 }, () => session.post("/api/send", email));
  await waitFor(async () => (await count("sending")) > 0, { what: "a call to Resend to be under way" });
  process.kill(stack.pid(), "SIGTERM");
  const answers = await Promise.all(callers);
  expect(answers.map(({ status }) => status)).toEqual(callers.map(() => 200));
  await waitFor(() => stack.hasEnded(), { timeoutMs: 25_000, what: "the process to end" });
  // What it had begun to send is sent, and what it had begun to debit is debited: no lease has to expire.
  const { rows } = await stack.db.query(
    "select 1 from dispatches where state = 'open' union all select 1 from captures where state = 'open'",
  );
  expect(rows).toEqual([]);
  await stack.sandbox.changeSettings({ latencyMs });
  await stack.restart();
  await untilSettled(stack);
  const ledgers = await readLedgers(stack, session.email);
  expect(brokenInvariants(ledgers)).toEqual([]);
  expect(ledgers.accepted).toHaveLength(20);
});

it("a scheduler that knows the secret has everything carried on, and hears when nothing is left", async () => {
  const sweep = (authorization?: string) =>
    fetch(`${stack.baseUrl}/api/cron`, { headers: authorization ? { authorization } : {} });
  expect((await sweep()).status).toBe(401);
  expect((await sweep("Bearer another-secret")).status).toBe(401);

  const holdLine = (until: string) =>
    stack.db.query(`update provider_lines set paused_until = ${until} where provider = 'resend'`);
  const sentBefore = await count("sent");
  await holdLine("now() + interval '1 hour'");
  for (let number = 0; number < 5; number++)
    expect((await session.post("/api/send", email, { Prefer: "respond-async" })).status).toBe(202);
  await holdLine("null");
  const answer = await sweep(`Bearer ${CRON_SECRET}`);
  expect({ status: answer.status, body: await answer.json() }).toEqual({
    status: 200,
    body: { status: "idle" },
  });
  expect(await count("sent")).toBe(sentBefore + 5);
  expect(brokenInvariants(await readLedgers(stack, session.email))).toEqual([]);
});
