import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type RunningSandbox, startSandbox } from "../support/sandbox";
import { balanceOf, createCustomer, dayMs, debit, dodoClient, subscriber } from "./clients";

let sandbox: RunningSandbox;
let dodo: ReturnType<typeof dodoClient>;
beforeAll(async () => {
  sandbox = await startSandbox();
  dodo = dodoClient(sandbox);
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.control.reset());

const text = async (path: string): Promise<string> => (await fetch(`${sandbox.url}${path}`)).text();

const submit = (
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${sandbox.url}${path}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers,
    redirect: "manual",
  });

const noteOf = (answer: Response): string | null =>
  new URL(String(answer.headers.get("location")), sandbox.url).searchParams.get("done");

test("the dashboard adjusts a balance as Dodo's does, with the webhooks that follow", async () => {
  const { customerId } = await subscriber(sandbox, dodo);
  const back = `/customers/${customerId}`;
  const form = { customerId, back, entry_type: "debit", amount: "4000", reason: "tutorial" };
  expect(noteOf(await submit("/actions/adjust", form))).toBe("Debited 4000. The balance is 1000.");
  await debit(dodo, customerId, 1);
  const { webhookDeliveries } = await sandbox.control.state();
  expect(webhookDeliveries.map(({ type }) => type)).toContain("credit.balance_low");
  expect(await text(back)).toContain("tutorial");

  const refused = await submit("/actions/adjust", { ...form, amount: "4000" });
  expect(refused.headers.get("location")).toContain("error=Insufficient");
  expect(await balanceOf(dodo, customerId)).toBe(999);
});

test("subscriptions are renewed, failed and cancelled from the customer's page", async () => {
  const { customerId, subscriptionId } = await subscriber(sandbox, dodo);
  const act = (action: string) => submit(`/actions/${action}`, { subscriptionId, back: "/" });
  const status = async (): Promise<string> => (await dodo.subscriptions.retrieve(subscriptionId)).status;
  await act("renew");
  expect(await balanceOf(dodo, customerId)).toBe(10_000);
  await act("fail-renewal");
  expect(await status()).toBe("on_hold");
  await act("renew");
  expect(await status()).toBe("active");
  await act("cancel");
  expect(await status()).toBe("cancelled");
});

test("the portal cancels and resumes its own customer's subscription only", async () => {
  const { customerId, subscriptionId } = await subscriber(sandbox, dodo);
  const { link } = await dodo.customers.customerPortal.create(customerId);
  const path = new URL(link).pathname;
  const isEnding = async (): Promise<boolean> =>
    (await dodo.subscriptions.retrieve(subscriptionId)).cancel_at_next_billing_date;
  await submit(`${path}/cancel`, { subscriptionId });
  expect(await isEnding()).toBe(true);
  await submit(`${path}/resume`, { subscriptionId });
  expect(await isEnding()).toBe(false);

  const stranger = await createCustomer(dodo, "eve@lovelace.co");
  const other = await dodo.customers.customerPortal.create(stranger.customer_id);
  expect((await submit(`${new URL(other.link).pathname}/cancel`, { subscriptionId })).status).toBe(404);
  expect(await isEnding()).toBe(false);

  await sandbox.control.advanceClock(dayMs + 1000);
  expect((await fetch(link)).status).toBe(404);
});

test("a page elsewhere cannot press the buttons, and no button leads elsewhere", async () => {
  const foreign = await submit("/actions/clock", { advanceMs: "1000" }, { origin: "https://evil.test" });
  expect(foreign.status).toBe(403);
  const own = await submit(
    "/actions/clock",
    { advanceMs: "1000", back: "//evil.test" },
    { origin: sandbox.url },
  );
  expect(own.headers.get("location")).toMatch(/^\/\?done=/);
});

test("what was called in vain and what waits to go wrong is on the dashboard, escaped", async () => {
  await createCustomer(dodo, "x@lovelace.co");
  await dodo.customers.create({ email: "y@lovelace.co", name: "<script>alert(1)</script>" });
  await dodo.brands.list().catch(() => undefined);
  await sandbox.control.addFaults({ target: "resend", kind: "half_body", path: "^/emails" });
  const page = await text("/");
  expect(page).toContain("GET /dodo/brands");
  expect(page).toContain("half_body");
  expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(page).not.toContain("<script>alert(1)");
});
