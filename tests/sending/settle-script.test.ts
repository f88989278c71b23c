import { spawn } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "@/scripts/env-files";
import { buyTopup, readCredits } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { type Session, signIn } from "../support/sign-in";
import { appVariables, type Stack, startStack } from "../support/stack";
import { brokenInvariants, readLedgers, untilSettled } from "./ledgers";
import { becomeUnresolved, outcomeOf, resendIdOf, sendAndLose, statusOf, tagsOf, tell } from "./lost-answer";

let stack: Stack;
let customers = 0;
beforeAll(async () => {
  stack = await startStack();
  await endlessBudget(stack);
});
afterAll(() => stack?.stop());

interface Ended {
  code: number | null;
  output: string;
}

/** `npm run settle -- …` */
function settle(...args: string[]): Promise<Ended> {
  const { sandboxUrl, databaseUrl } = stack;
  const env = appVariables({ port: 3000, sandboxUrl, databaseUrl, secret: "x".repeat(32) });
  const command = ["--conditions=react-server", "--import", "tsx", "scripts/settle.ts", ...args];
  const child = spawn(process.execPath, command, {
    cwd: root,
    env: { ...process.env, ...env, NODE_OPTIONS: "" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, output })));
}

async function unresolved(loss: "done" | "not done"): Promise<{ session: Session; emailId: string }> {
  customers += 1;
  const session = await signIn(stack, `settle-${customers}@mailbox.dev`);
  await buyTopup(session, stack);
  const emailId = await sendAndLose(stack, session, loss, `delivered+${customers}@resend.dev`);
  await becomeUnresolved(stack, emailId);
  return { session, emailId };
}

const NOTHING_CHANGED = /Nothing was changed\.\n$/;

describe("npm run settle", () => {
  it("lists what is unresolved, finds it at Resend, and counts it as sent", async () => {
    expect(await settle("--list")).toEqual({ code: 0, output: "No email is unresolved.\n" });
    const { session, emailId } = await unresolved("done");
    const resendId = (await resendIdOf(stack, emailId)) ?? "";
    const listed = await settle("--list");
    for (const part of [emailId, "delivered+1@resend.dev", "1 credit(s) held", "After nothing"])
      expect(listed.output).toContain(part);
    expect(await settle(emailId, "--look")).toMatchObject({
      code: 0,
      output: expect.stringContaining(`--sent ${resendId}`),
    });
    expect(await statusOf(stack, emailId)).toBe("unresolved");
    expect(await settle(emailId, "--sent", resendId)).toMatchObject({
      code: 0,
      output: expect.stringContaining("It counts as sent now"),
    });
    await untilSettled(stack);
    const ledgers = await readLedgers(stack, session.email);
    expect(brokenInvariants(ledgers)).toEqual([]);
    expect(ledgers).toMatchObject({ captured: 1, emails: [{ status: "sent", resend_id: resendId }] });
    // The second time there is nothing left to settle.
    expect(await settle(emailId, "--sent", resendId)).toMatchObject({ code: 1 });
    expect(await settle(emailId, "--not-sent")).toMatchObject({ code: 1 });
  });

  it("counts an email as failed and gives its credits back", async () => {
    const { session, emailId } = await unresolved("not done");
    expect((await settle(emailId, "--look")).output).toMatch(
      /strong hint that it was not sent, and no proof/,
    );
    expect(await readCredits(session)).toMatchObject({ available: 4_999, held: 1 });
    expect(await settle(emailId, "--not-sent")).toMatchObject({
      code: 0,
      output: expect.stringContaining("1 credit(s) were given back"),
    });
    expect(await readCredits(session)).toMatchObject({ available: 5_000, held: 0 });
    expect(await (await session.fetch(`/api/dashboard/emails/${emailId}`)).json()).toMatchObject({
      status: "failed",
      payment: "released",
      cause: "Our mail provider never took it.",
    });
    expect(brokenInvariants(await readLedgers(stack, session.email))).toEqual([]);
  });

  it("is not overruled by an event that comes later, which is logged as an error", async () => {
    const { session, emailId } = await unresolved("done");
    await settle(emailId, "--not-sent");
    const { id } = await tell(stack.baseUrl, "email.delivered", {
      email_id: await resendIdOf(stack, emailId),
      tags: await tagsOf(stack, emailId),
    });
    expect(await outcomeOf(stack, id)).toBe("ignored: the email counts as not sent");
    expect(await statusOf(stack, emailId)).toBe("failed");
    expect(await readCredits(session)).toMatchObject({ available: 5_000, held: 0 });
    expect(stack.logs()).toContain("An email that counts as not sent was taken by Resend");
  });

  it("refuses what is not true, or can't be known, with a sentence, and changes nothing", async () => {
    const { session, emailId } = await unresolved("done");
    const resendId = (await resendIdOf(stack, emailId)) ?? "";
    const another = await (
      await session.post("/api/send", { to: "delivered@resend.dev", subject: "Another", text: "Hi" })
    ).json();
    const refusals: [string[], RegExp][] = [
      [[], /npm run settle -- --list/],
      [[emailId, "--sent", resendId, "--not-sent"], /npm run settle -- --list/],
      [[emailId, "--unsent"], /--unsent/],
      [[another.id, "--not-sent"], /There is no unresolved email/],
      [["7", "--not-sent"], /There is no unresolved email/],
      [[emailId, "--sent", another.resend_id], /is another email/],
      [[emailId, "--sent", "01900000-0000-7000-8000-000000000000"], /Resend has no email/],
    ];
    for (const [args, sentence] of refusals) {
      const { code, output } = await settle(...args);
      expect([args, code, output]).toEqual([args, 1, expect.stringMatching(sentence)]);
      expect(output).toMatch(NOTHING_CHANGED);
      expect(output).not.toMatch(/\n\s+at /);
    }
    await stack.sandbox.addFaults({ target: "resend", method: "GET", kind: "status", status: 500, times: 2 });
    expect((await settle(emailId, "--look")).output).toMatch(/Resend could not be asked/);
    expect((await settle(emailId, "--sent", resendId)).output).toMatch(/add --unchecked/);
    expect(await statusOf(stack, emailId)).toBe("unresolved");
    expect(await settle(emailId, "--sent", resendId, "--unchecked")).toMatchObject({ code: 0 });
    await untilSettled(stack);
    expect(brokenInvariants(await readLedgers(stack, session.email))).toEqual([]);
  });
});
