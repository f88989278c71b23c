import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emailDetailSchema } from "@/lib/contracts/email";
import { buyTopup, readCredits } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { brokenInvariants, passLeases, readLedgers, untilSettled } from "./ledgers";
import {
  becomeUnresolved,
  countSends,
  outcomeOf,
  resendIdOf,
  sendAndLose,
  statusOf,
  tagsOf,
  tell,
} from "./lost-answer";

let stack: Stack;
let customers = 0;

beforeAll(async () => {
  stack = await startStack({ instances: 2 });
  await endlessBudget(stack);
});
afterAll(() => stack?.stop());

async function customer(): Promise<Session> {
  customers += 1;
  const session = await signIn(stack, `unresolved-${customers}@mailbox.dev`);
  await buyTopup(session, stack);
  // The receipt, too, which Resend would not take while it takes nothing.
  await settled(stack, session.email);
  return session;
}

const TO = "delivered@resend.dev";
const url = (instance: number) => stack.baseUrls[instance % 2] ?? "";
const show = async (session: Session, emailId: string) =>
  emailDetailSchema.parse(await (await session.fetch(`/api/dashboard/emails/${emailId}`)).json());

async function expectSentOnce(session: Session, emailId: string): Promise<void> {
  await waitFor(async () => (await statusOf(stack, emailId)) === "sent", { what: "the email to be sent" });
  await untilSettled(stack);
  const ledgers = await readLedgers(stack, session.email);
  expect(brokenInvariants(ledgers)).toEqual([]);
  expect(ledgers).toMatchObject({ accepted: [emailId], captured: 1, dodoBalance: 4_999 });
  expect(await show(session, emailId)).toMatchObject({
    status: "sent",
    payment: "captured",
    cause: null,
    resend_id: await resendIdOf(stack, emailId),
  });
}

describe("an email whose outcome stayed unknown for 20 hours", () => {
  it("is shown as that, with its credits held and an alert, and is never sent again", async () => {
    const session = await customer();
    const emailId = await sendAndLose(stack, session, "not done", TO);
    await becomeUnresolved(stack, emailId);
    expect(await show(session, emailId)).toMatchObject({
      status: "unresolved",
      payment: "held",
      cause: "Our mail provider never said whether it took this email.",
      resend_id: null,
    });
    expect((await (await session.fetch("/api/dashboard/emails")).json()).data[0]).toMatchObject({
      id: emailId,
      status: "unresolved",
    });
    expect(await readCredits(session)).toMatchObject({ available: 4_999, held: 1 });
    const alerts = [0, 1].flatMap((instance) => stack.logs(instance).match(/stayed unknown for 20 hours/g));
    expect(alerts.filter(Boolean)).toHaveLength(1);

    const sends = await countSends(stack);
    await passLeases(stack);
    await stack.restart(0);
    await stack.restart(1);
    const next = await session.post("/api/send", { to: TO, subject: "Next", text: "I come through." });
    expect(next.status).toBe(200);
    expect(await countSends(stack)).toBe(sends + 1);
    expect(await statusOf(stack, emailId)).toBe("unresolved");
    expect((await readLedgers(stack, session.email)).accepted).toHaveLength(1);
  });

  it("counts as sent, and is paid for once, when one of Resend's events speaks of it, at two instances at once", async () => {
    const session = await customer();
    const emailId = await sendAndLose(stack, session, "done", TO);
    await becomeUnresolved(stack, emailId);
    const data = { email_id: await resendIdOf(stack, emailId), tags: await tagsOf(stack, emailId) };
    // The later event comes first, and each of both several times.
    const types = ["email.delivered", "email.sent"];
    const told = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        tell(url(n), types[n % 4 < 2 ? 0 : 1] ?? "", data, `msg_${n % 4}`),
      ),
    );
    expect(new Set(told.map(({ answer }) => answer.status))).toEqual(new Set([200]));
    await expectSentOnce(session, emailId);
    const outcomes = await Promise.all([0, 1, 2, 3].map((n) => outcomeOf(stack, `msg_${n}`)));
    expect(outcomes.filter((outcome) => outcome === "applied").length).toBeGreaterThan(0);
    expect(outcomes.filter((outcome) => !/^(applied|ignored: known already)$/.test(outcome))).toEqual([]);
    const { rows } = await stack.db.query("select distinct state from dispatches");
    expect(rows.map(({ state }) => state)).not.toContain("open");
  });

  it("stays what it is, whatever is said of other emails, or by others", async () => {
    const session = await customer();
    const emailId = await sendAndLose(stack, session, "done", TO);
    await becomeUnresolved(stack, emailId);
    const email_id = await resendIdOf(stack, emailId);
    const tags = await tagsOf(stack, emailId);
    const other = "01900000-0000-7000-8000-000000000000";
    const useless: [string, Record<string, unknown>][] = [
      ["email.sent", { email_id, tags: { ...tags, mailkit_customer: other } }],
      ["email.sent", { email_id, tags: { ...tags, mailkit_id: other } }],
      ["email.sent", { email_id, tags: { order: "7" } }],
      ["email.sent", { email_id }],
      ["email.received", { email_id, tags }],
      ["domain.updated", { email_id, tags }],
    ];
    for (const [type, data] of useless) {
      const { id } = await tell(url(0), type, data);
      expect(await outcomeOf(stack, id)).toMatch(/^ignored: /);
    }
    expect(await statusOf(stack, emailId)).toBe("unresolved");
    await tell(url(0), "email.sent", { email_id, tags });
    await expectSentOnce(session, emailId);
  });

  it("counts as sent when it is found in Resend's list, and only then", async () => {
    const session = await customer();
    const emailId = await sendAndLose(stack, session, "done", TO);
    await becomeUnresolved(stack, emailId);
    const elsewhere = await customer();
    const neverSent = await sendAndLose(stack, elsewhere, "not done", TO);
    await becomeUnresolved(stack, neverSent);
    // The list shows no tags: another customer's to the same address, with the same subject, stands before both.
    const twin = { to: TO, subject: "After nothing", text: "I am not it." };
    expect((await (await customer()).post("/api/send", twin)).status).toBe(200);
    await stack.db.query("update dispatches set lease_until = clock_timestamp() where state = 'unresolved'");
    await expectSentOnce(session, emailId);
    await waitFor(async () => (await looksFor(neverSent)).some((line) => line.includes(", 0 were found")), {
      what: "the other one to be looked for",
    });
    expect(await statusOf(stack, neverSent)).toBe("unresolved");
    expect(await readCredits(elsewhere)).toMatchObject({ held: 1 });
  });
});

/** What the log says of the looks for an email. */
async function looksFor(emailId: string): Promise<string[]> {
  const { rows } = await stack.db.query("select dispatch_id from emails where id = $1", [emailId]);
  return [0, 1]
    .flatMap((instance) => stack.logs(instance).split("\n"))
    .filter((line) => line.includes(rows[0].dispatch_id) && line.includes("call of unknown outcome"));
}

describe("an event that comes before the answer", () => {
  it("settles the email, and the answer changes nothing any more", async () => {
    const session = await customer();
    await stack.sandbox.changeSettings({
      resendWebhookUrl: `${stack.baseUrl}/api/webhooks/resend`,
      latencyMs: { resend: 3_000 },
    });
    const startedAt = performance.now();
    const answer = await session.post("/api/send", { to: TO, subject: "Overtaken", text: "Hi" });
    const tookMs = performance.now() - startedAt;
    await stack.sandbox.changeSettings({ resendWebhookUrl: null, latencyMs: { resend: 0 } });
    expect(answer.status).toBe(200);
    const { id, resend_id } = await answer.json();
    // Resend's own answer takes three seconds; its event comes after half of them.
    expect(tookMs).toBeLessThan(2_800);
    expect(resend_id).toBe(await resendIdOf(stack, id));
    await stack.sandbox.webhooksIdle();
    await expectSentOnce(session, id);
  });

  it("settles it as well while its call is repeated, which then ends", async () => {
    const session = await customer();
    const emailId = await sendAndLose(stack, session, "done", TO);
    const data = { email_id: await resendIdOf(stack, emailId), tags: await tagsOf(stack, emailId) };
    await tell(url(1), "email.sent", data);
    await expectSentOnce(session, emailId);
    const { rows } = await stack.db.query(
      "select d.state from dispatches d join emails e on e.dispatch_id = d.id where e.id = $1",
      [emailId],
    );
    expect(rows).toEqual([{ state: "done" }]);
    await stack.sandbox.clearFaults();
  });
});
