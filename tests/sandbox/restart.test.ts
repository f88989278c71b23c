import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startSandbox } from "../support/sandbox";
import { balanceOf, debit, dodoClient, email, resendClient, statusOf, subscriber } from "./clients";
import { startReceiver } from "./receiver";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "sandbox-"));
});
afterEach(() => rm(dataDir, { recursive: true }));

const start = (env: Record<string, string> = {}) => startSandbox({ SANDBOX_DATA_DIR: dataDir, ...env });

test("a kill loses nothing that was answered, and a torn last line is dropped", async () => {
  const first = await start();
  const dodo = dodoClient(first);
  const { customerId } = await subscriber(first, dodo);
  await debit(dodo, customerId, 10, "k-1");
  await resendClient(first).emails.send(email("ada@lovelace.co"), { idempotencyKey: "d-1" });
  await first.control.advanceClock(3_600_000);
  await first.control.webhooksIdle();
  const before = await first.control.state();
  await first.stop("SIGKILL");
  await appendFile(join(dataDir, "journal.ndjson"), '[["customers","cus_torn",{"custo');

  const second = await start();
  const { dodoCalls: _, resendCalls: __, ...rows } = await second.control.state();
  expect(before).toMatchObject(rows);
  expect((await second.control.clock()).offsetMs).toBe(3_600_000);
  const after = dodoClient(second);
  expect(await statusOf(debit(after, customerId, 10, "k-1"))).toBe(409);
  expect(await balanceOf(after, customerId)).toBe(4990);
  await resendClient(second).emails.send(email("ada@lovelace.co"), { idempotencyKey: "d-1" });
  expect((await second.control.state()).emails).toHaveLength(1);
  await second.stop();
});

test("a webhook that was owed when the sandbox died is delivered when it is back", async () => {
  const receiver = await startReceiver();
  receiver.answers.push(500);
  const env = { SANDBOX_WEBHOOK_URL: receiver.url };
  const first = await start(env);
  await first.control.changeSettings({ webhooks: { retryScheduleMs: [2000] } });
  const { id } = await first.control.sendWebhook("credit.added", {});
  await receiver.waitFor(1);
  await expect
    .poll(async () => (await first.control.state()).webhookDeliveries[0]?.next_attempt_at)
    .toBeTruthy();
  await first.stop("SIGKILL");

  const second = await start(env);
  const received = await receiver.waitFor(2);
  expect(received[1]?.headers["webhook-id"]).toBe(id);
  await second.stop();
  receiver.close();
});

test("SIGTERM ends it cleanly, and bad configuration is named", async () => {
  const sandbox = await start();
  await sandbox.stop("SIGTERM");
  await expect(fetch(`${sandbox.url}/_/health`)).rejects.toThrow();
  await expect(start({ SANDBOX_WEBHOOK_URL: "not a url" })).rejects.toThrow("did not start");
});
