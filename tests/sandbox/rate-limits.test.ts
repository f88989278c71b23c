import DodoPayments from "dodopayments";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type RunningSandbox, startSandbox } from "../support/sandbox";
import { dodoClient, email, resendClient } from "./clients";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.control.reset());

const times = <T>(count: number, call: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, call));

test("Resend: ten a second, then 429 with whole seconds to wait, then ten again", async () => {
  const resend = resendClient(sandbox);
  const answers = await times(15, () => resend.emails.send(email("ada@lovelace.co")));
  const refused = answers.filter(({ error }) => error);
  expect(refused).toHaveLength(5);
  expect(refused[0]?.error).toMatchObject({ statusCode: 429, name: "rate_limit_exceeded" });
  expect(refused[0]?.headers).toMatchObject({
    "retry-after": "1",
    "ratelimit-limit": "10",
    "ratelimit-remaining": "0",
  });
  await expect
    .poll(async () => (await resend.emails.send(email("ada@lovelace.co"))).error, { timeout: 3000 })
    .toBeNull();
});

test("Dodo: forty a second, with the documented headers", async () => {
  const dodo = dodoClient(sandbox);
  const statuses = await times(50, () =>
    dodo.customers.list().then(
      () => 200,
      (error: unknown) => (error instanceof DodoPayments.APIError ? error.status : 0),
    ),
  );
  expect(statuses.filter((status) => status === 200)).toHaveLength(40);
  expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  const error: unknown = await dodo.customers.list().catch((e: unknown) => e);
  expect(error).toBeInstanceOf(DodoPayments.RateLimitError);
  if (!(error instanceof DodoPayments.APIError)) return;
  expect(error.error).toMatchObject({ code: "TOO_MANY_REQUESTS" });
  expect(error.headers?.get("x-ratelimit-remaining")).toBe("0");
  expect(error.headers?.get("retry-after")).toBeNull();
});

test("Dodo: the budget of a minute outlasts that of a second", async () => {
  await sandbox.control.changeSettings({ rateLimits: { dodoPerSecond: 1000, dodoPerMinute: 5 } });
  const dodo = dodoClient(sandbox);
  for (let n = 0; n < 5; n += 1) await dodo.customers.list();
  const { response } = await dodo.customers
    .list()
    .withResponse()
    .catch((error: { headers: Headers }) => ({ response: error }));
  expect(response.headers.get("x-ratelimit-limit")).toBe("5");
  expect(response.headers.get("x-ratelimit-remaining")).toBe("0");
});

test("limits can be switched off and on", async () => {
  await sandbox.control.changeSettings({ rateLimits: false });
  const resend = resendClient(sandbox);
  const free = await times(30, () => resend.emails.list());
  expect(free.filter(({ error }) => error)).toEqual([]);
  await sandbox.control.changeSettings({ rateLimits: { resendPerSecond: 3 } });
  const limited = await times(5, () => resend.emails.list());
  expect(limited.filter(({ error }) => error)).toHaveLength(2);
});
