import { afterAll, beforeAll, expect, it } from "vitest";
import { buyTopup, startCheckout } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { mailsTo } from "../support/mails";
import { dodoIdOf, settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";

const FAILS_AT_RENEWAL = "4000000000000341";
const DECLINED = "4000000000000002";
const MONTH_MS = 31 * 24 * 60 * 60_000;
const RECEIPT = "Top-up received: 5,000 email credits";
const FAILED = "Payment failed: MailKit Plan could not be renewed";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ instances: 2 });
  await endlessBudget(stack);
  await stack.sandbox.changeSettings({ webhooks: { duplicate: 3, reorder: true } });
});
afterAll(() => stack?.stop());

/** Everything that Dodo ever told of a customer's payments is told once more, under its old ids and under new ones. */
async function tellAgain({ email }: Session): Promise<void> {
  const dodoId = await dodoIdOf(stack, email);
  const { webhookDeliveries } = await stack.sandbox.state();
  for (const { id, type, payload } of webhookDeliveries) {
    const data = payload.data as { customer?: { customer_id: string } };
    if (!type.startsWith("payment.") || data.customer?.customer_id !== dodoId) continue;
    await stack.sandbox.redeliver(id);
    await stack.sandbox.sendWebhook(type, data);
    // A message that was delayed until its payment had ended.
    await stack.sandbox.sendWebhook("payment.processing", data);
  }
  await settled(stack, email);
}

const told = (session: Session) => mailsTo(stack, session.email);
const untilTold = (session: Session, subject: string) =>
  waitFor(async () => (await told(session)).includes(subject), { what: `the mail “${subject}”` });

it("a top-up is told of once, however often and in whatever order Dodo speaks of its payment", async () => {
  const session = await signIn(stack, "buyer@mailbox.dev");
  await stack.sandbox.pay(await startCheckout("/api/checkout/topup", session), DECLINED);
  await buyTopup(session, stack);
  await untilTold(session, RECEIPT);
  await tellAgain(session);
  expect(await told(session)).toEqual([RECEIPT]);
  await buyTopup(session, stack);
  await settled(stack, session.email);
  await tellAgain(session);
  expect(await told(session)).toEqual([RECEIPT, RECEIPT]);
  const [mail] = (await stack.sandbox.emails(session.email)).filter(({ subject }) => subject === RECEIPT);
  for (const body of [mail?.html, mail?.text]) {
    expect(body).toContain("$9.00");
    expect(body).toContain(`${stack.baseUrl}/dashboard/billing`);
  }
});

it("a renewal that is declined is told of once per payment, with the way to mend it, also to who wants few mails", async () => {
  const session = await signIn(stack, "debtor@mailbox.dev");
  await stack.sandbox.pay(await startCheckout("/api/checkout/subscribe", session), DECLINED);
  await stack.sandbox.pay(await startCheckout("/api/checkout/subscribe", session), FAILS_AT_RENEWAL);
  await settled(stack, session.email);
  const off = { on: false, percent: 10 };
  const answer = await session.fetch("/api/billing/alerts", {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      levels: { low: off, very_low: off, critical: off },
      mails: { low_balance: false, expiring_credits: false, receipts: false },
      recipients: null,
    }),
  });
  expect(answer.status).toBe(200);
  expect(await told(session)).toEqual([]);
  await stack.sandbox.advanceClock(MONTH_MS);
  await untilTold(session, FAILED);
  await tellAgain(session);
  expect((await told(session)).sort()).toEqual([FAILED, "Sending is stopped: no email credits left"]);
  const mail = (await stack.sandbox.emails(session.email)).find(({ subject }) => subject === FAILED);
  expect(mail?.text).toContain(`${stack.baseUrl}/dashboard/billing`);
  expect(mail?.text).toContain("$19.00");
});
