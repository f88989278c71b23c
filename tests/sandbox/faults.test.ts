import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FaultInput } from "@/sandbox/control-client";
import { type RunningSandbox, startSandbox } from "../support/sandbox";
import { balanceOf, debit, dodoClient, email, resendClient, subscriber } from "./clients";

let sandbox: RunningSandbox;
let dodo: ReturnType<typeof dodoClient>;
let resend: ReturnType<typeof resendClient>;
beforeAll(async () => {
  sandbox = await startSandbox();
  dodo = dodoClient(sandbox);
  resend = resendClient(sandbox);
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control.reset();
  await sandbox.control.changeSettings({ rateLimits: false });
});

type Case = [kind: FaultInput["kind"], isDone: boolean, more?: Partial<FaultInput>];
const cases: Case[] = [
  ["status", false, { status: 503 }],
  ["status_after", true, { status: 503 }],
  ["reset_before", false],
  ["reset_after", true],
  ["timeout_before", false, { delayMs: 20 }],
  ["timeout_after", true, { delayMs: 20 }],
  ["html_502", false],
  ["empty_200", false],
  ["malformed", true],
  ["half_body", true],
];

describe.each(cases)("%s", (kind, isDone, more) => {
  test(`a send ${isDone ? "was" : "was not"} accepted, and the caller cannot tell`, async () => {
    await sandbox.control.addFaults({ target: "resend", kind, ...more });
    const { data } = await resend.emails.send(email("ada@lovelace.co"), { idempotencyKey: "k" });
    expect(data).toBeNull();
    expect((await sandbox.control.state()).emails).toHaveLength(isDone ? 1 : 0);
    const retry = await resend.emails.send(email("ada@lovelace.co"), { idempotencyKey: "k" });
    expect(retry.error).toBeNull();
    expect((await sandbox.control.state()).emails).toHaveLength(1);
  });

  test(`a debit ${isDone ? "was" : "was not"} booked`, async () => {
    const { customerId } = await subscriber(sandbox, dodo);
    await sandbox.control.addFaults({
      target: "dodo",
      kind,
      path: "ledger-entries$",
      method: "POST",
      ...more,
    });
    const failed = await debit(dodo, customerId, 1, "k").then(
      // The SDK takes an empty 200 for a success without a body.
      (answer) => answer === undefined || kind === "empty_200",
      () => true,
    );
    expect(failed).toBe(true);
    expect(await balanceOf(dodo, customerId)).toBe(isDone ? 4999 : 5000);
  });
});

test("hang lasts until the caller gives up", async () => {
  await sandbox.control.addFaults({ target: "dodo", kind: "hang" });
  const call = dodo.customers.list({}, { timeout: 100 });
  await expect(call).rejects.toThrow("timed out");
  expect((await dodo.customers.list()).items).toEqual([]);
});

test("slow works late, but works", async () => {
  await sandbox.control.addFaults({ target: "dodo", kind: "slow", delayMs: 150 });
  await expect(dodo.customers.create({ email: "a@b.co", name: "A" }, { timeout: 50 })).rejects.toThrow(
    "timed out",
  );
  await expect.poll(async () => (await sandbox.control.state()).customers.length).toBe(1);
});

test("redirect leads a careless client to a success that means nothing", async () => {
  await sandbox.control.addFaults({ target: "resend", kind: "redirect" });
  const { data, error } = await resend.emails.send(email("ada@lovelace.co"));
  expect(error).toBeNull();
  expect(data).not.toHaveProperty("id");
  expect((await sandbox.control.state()).emails).toEqual([]);
});

test("a status comes with the wording and the Retry-After that were asked for", async () => {
  await sandbox.control.addFaults({
    target: "resend",
    kind: "status",
    status: 429,
    code: "daily_quota_exceeded",
    retryAfter: 7,
  });
  const { error, headers } = await resend.emails.send(email("ada@lovelace.co"));
  expect(error).toMatchObject({ statusCode: 429, name: "daily_quota_exceeded" });
  expect(headers?.["retry-after"]).toBe("7");
});

test("faults fire in their order, for matching requests only, as often as they should", async () => {
  await sandbox.control.addFaults(
    { target: "dodo", kind: "status", status: 500, path: "^/customers$", times: 2 },
    { target: "dodo", kind: "status", status: 503 },
  );
  const status = (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => 200,
      (error: { status: number }) => error.status,
    );
  expect(await status(dodo.customers.list())).toBe(500);
  expect(await status(dodo.products.list())).toBe(503);
  expect((await sandbox.control.faults()).remaining).toMatchObject([{ times: 1 }]);
  expect(await status(dodo.customers.list())).toBe(500);
  expect(await status(dodo.customers.list())).toBe(200);
  const { remaining, fired } = await sandbox.control.faults();
  expect(remaining).toEqual([]);
  expect(fired.map(({ path }) => path)).toEqual(["/customers", "/products", "/customers"]);
});

test("a share strikes that many of the requests, and the same ones for the same seed", async () => {
  const strikes = async (seed: number): Promise<string> => {
    await sandbox.control.clearFaults();
    await sandbox.control.addFaults({
      target: "dodo",
      kind: "status",
      status: 500,
      share: 0.3,
      seed,
      times: 999,
    });
    const calls: boolean[] = [];
    for (let call = 0; call < 100; call++)
      calls.push(
        await dodo.products.list().then(
          () => false,
          () => true,
        ),
      );
    return calls.map(Number).join("");
  };
  const first = await strikes(7);
  const struck = first.replaceAll("0", "").length;
  expect(struck).toBeGreaterThan(15);
  expect(struck).toBeLessThan(45);
  expect(await strikes(7)).toBe(first);
  expect(await strikes(8)).not.toBe(first);
});

test.each([
  ["kill_before", 0],
  ["kill_after", 1],
] as const)("%s kills the caller, with %i emails accepted", async (kind, emails) => {
  const victim = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const exited = once(victim, "exit");
  await sandbox.control.addFaults({ target: "resend", kind, pid: victim.pid });
  await resend.emails.send(email("ada@lovelace.co"));
  expect((await exited)[1]).toBe("SIGKILL");
  expect((await sandbox.control.state()).emails).toHaveLength(emails);
});
