// One file, because each starts a world of its own, which takes seconds.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  automaticPayments,
  buyer,
  buyWith,
  CARDS,
  change,
  drain,
  paid,
  passTime,
  readAutoTopUp,
  resume,
  statesOf,
  stopMails,
  turnOn,
  untilAvailable,
  untilStates,
  untilStatus,
} from "../support/auto-topup";
import { endlessBudget } from "../support/endless-budget";
import { dodoIdOf, settled } from "../support/settled";
import { someAddress } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ instances: 2, env: { SEND_RATE_PER_MINUTE: "10000" } });
  await endlessBudget(stack);
});
afterAll(() => stack?.stop());

/** A charge takes so long that something else can happen meanwhile. */
const slowCharges = () =>
  stack.sandbox.addFaults({
    target: "dodo",
    kind: "slow",
    method: "POST",
    path: "^/checkouts$",
    delayMs: 1_500,
  });
const email = { to: "delivered@resend.dev", subject: "Hi", html: "<p>Hi</p>" };

it("a hundred parallel sends on two instances that cross the threshold charge once", async () => {
  const session = await buyer(stack, "crowd");
  await drain(stack, session, 1_050);
  await untilAvailable(session, 1_050);
  expect(await turnOn(session)).toMatchObject({ status: "on", used_this_month: 0 });
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, number) =>
      session.post(`${stack.baseUrls[number % 2]}/api/send`, email, {
        "Sec-Fetch-Site": "same-origin",
        "X-Forwarded-For": someAddress(),
      }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(100).fill(200));
  await untilAvailable(session, 5_950);
  await settled(stack, session.email);
  expect(await statesOf(stack, session)).toEqual(["charged"]);
  expect(await automaticPayments(stack, session)).toMatchObject([
    { status: "succeeded", total_amount: 900, card_last_four: "4242" },
  ]);
  expect(await readAutoTopUp(session)).toMatchObject({ status: "on", used_this_month: 1 });
});

it("it is off until somebody turns it on, and does nothing then", async () => {
  const session = await buyer(stack, "nobody");
  await drain(stack, session, 0);
  await untilAvailable(session, 0);
  await settled(stack, session.email);
  expect(await readAutoTopUp(session)).toMatchObject({ status: "off", threshold: null, card: null });
  expect(await automaticPayments(stack, session)).toEqual([]);
});

it("a refund stops it: credits that go back with their money are not bought again", async () => {
  const session = await buyer(stack, "refunded");
  await turnOn(session);
  const id = await dodoIdOf(stack, session.email);
  const { payments } = await stack.sandbox.state();
  const bought = payments.find(({ customer }) => customer.customer_id === id);
  await stack.sandbox.refund(bought?.payment_id ?? "");
  await untilAvailable(session, 0);
  expect((await untilStatus(session, "stopped")).stopped).toMatchObject({ reason: "payment_returned" });
  await settled(stack, session.email);
  expect(await automaticPayments(stack, session)).toEqual([]);
  expect(await stopMails(stack, session)).toBe(1);
});

it("nobody is charged whose sending is paused, or whose account is being deleted", async () => {
  const paused = await buyer(stack, "paused");
  const leaving = await buyer(stack, "leaving");
  const free = await buyer(stack, "free");
  for (const session of [paused, leaving, free]) await turnOn(session);
  await stack.db.query(
    `insert into sending_controls (customer_id, paused_at, paused_by)
     select id, now(), 'operator' from customers where email = $1
     on conflict (customer_id) do update set paused_at = excluded.paused_at, paused_by = excluded.paused_by`,
    [paused.email],
  );
  // It is not taken apart while this looks.
  await stack.db.query(
    "update customers set deleting_at = now(), deletion_due_at = now() + interval '1 day' where email = $1",
    [leaving.email],
  );
  const barred = [paused, leaving];
  for (const session of barred)
    await stack.sandbox.adjust(await dodoIdOf(stack, session.email), "debit", 4_900);
  await waitFor(
    async () => {
      const { rowCount } = await stack.db.query(
        `select 1 from credit_accounts join customers on id = customer_id
         where email = any($1) and balance = 100`,
        [barred.map(({ email }) => email)],
      );
      return rowCount === barred.length;
    },
    { timeoutMs: 20_000, what: "the mirrors of both" },
  );
  // Whoever comes after them is charged.
  await drain(stack, free, 100);
  await untilStates(stack, free, ["charged"]);
  for (const session of barred) expect(await automaticPayments(stack, session)).toEqual([]);
});

it("the cap of a month is kept, and the next month begins anew", async () => {
  const session = await buyer(stack, "capped");
  await turnOn(session, { monthly_cap: 1 });
  await drain(stack, session, 100);
  await untilAvailable(session, 5_100);
  await untilStates(stack, session, ["charged"]);
  await drain(stack, session, 100);
  await untilStatus(session, "cap_reached");
  await untilAvailable(session, 100);
  await settled(stack, session.email);
  expect(await paid(stack, session)).toBe(1);
  await passTime(stack, session, 40 * 24 * 60);
  await untilAvailable(session, 5_100);
  expect(await statesOf(stack, session)).toEqual(["charged", "charged"]);
});

it("credits that are not there yet are not bought a second time; an hour later it stops, and goes on by hand", async () => {
  const session = await buyer(stack, "late");
  await turnOn(session);
  await drain(stack, session, 100);
  await untilAvailable(session, 5_100);
  await untilStates(stack, session, ["charged"]);
  await settled(stack, session.email);
  // As if they had not come: nothing has risen since the charge, and there are too few.
  await turnOn(session, { threshold: 0 });
  await drain(stack, session, 100);
  await untilAvailable(session, 100);
  await settled(stack, session.email);
  await stack.db.query(
    "update credit_accounts set balance_rose_at = now() - interval '1 day' where customer_id = (select id from customers where email = $1)",
    [session.email],
  );
  await turnOn(session);
  await untilStatus(session, "running");
  await passTime(stack, session, 59);
  expect(await statesOf(stack, session)).toEqual(["charged"]);
  await passTime(stack, session, 2);
  expect((await untilStatus(session, "stopped")).stopped).toMatchObject({ reason: "credits_missing" });
  expect(await paid(stack, session)).toBe(1);
  expect((await resume(session)).status).toBe(200);
  await untilAvailable(session, 5_100);
  expect(await statesOf(stack, session)).toEqual(["charged", "charged"]);
});

describe("a decline", () => {
  it("stops it with the bank's words and a mail, and nothing is tried until it is resumed", async () => {
    const session = await buyer(stack, "declined", CARDS.declinedLater);
    await turnOn(session);
    await drain(stack, session, 100);
    const { stopped } = await untilStatus(session, "stopped");
    expect(stopped).toMatchObject({ reason: "declined", detail: "Your card was declined." });
    await settled(stack, session.email);
    expect(await stopMails(stack, session)).toBe(1);
    expect(await statesOf(stack, session)).toEqual(["declined"]);

    expect((await resume(session)).status).toBe(200);
    await untilStates(stack, session, ["declined", "declined"]);
    await untilStatus(session, "stopped");

    await buyWith(stack, session, CARDS.other);
    expect(await turnOn(session, {}, CARDS.other)).toMatchObject({
      status: "on",
      card: { last_four: "4444" },
    });
    await drain(stack, session, 100);
    await untilStates(stack, session, ["declined", "declined", "charged"]);
    await untilAvailable(session, 5_100);
    expect(await paid(stack, session)).toBe(1);
    expect((await readAutoTopUp(session)).used_this_month).toBe(1);
  });

  it("of one that was turned off meanwhile tells nobody", async () => {
    const session = await buyer(stack, "declined-off", CARDS.declinedLater);
    await turnOn(session);
    await slowCharges();
    await drain(stack, session, 100);
    await untilStates(stack, session, ["started"]);
    expect((await change(session, { enabled: false })).status).toBe(200);
    await untilStates(stack, session, ["declined"]);
    expect(await readAutoTopUp(session)).toMatchObject({ status: "off", stopped: null });
    expect(await stopMails(stack, session)).toBe(0);
  });
});

it("turned off while a charge is under way, that one is followed to its end and is the last", async () => {
  const session = await buyer(stack, "midway");
  await turnOn(session);
  await slowCharges();
  await drain(stack, session, 100);
  await untilStates(stack, session, ["started"]);
  expect((await change(session, { enabled: false })).status).toBe(200);
  await untilAvailable(session, 5_100);
  await untilStates(stack, session, ["charged"]);
  await drain(stack, session, 100);
  await untilAvailable(session, 100);
  await settled(stack, session.email);
  expect(await paid(stack, session)).toBe(1);
});

describe("the card", () => {
  it("must be saved, for charges without the customer", async () => {
    const session = await buyer(stack, "unsaved", CARDS.notForLater);
    expect(await readAutoTopUp(session)).toMatchObject({ status: "needs_card", cards: [] });
    const [row] = (await stack.sandbox.state()).payments.filter(
      ({ customer, payment_method_id: id }) => customer.email === session.email && id,
    );
    const terms = { threshold: 1, payment_method_id: row?.payment_method_id };
    await expect(turnOn(session, terms)).rejects.toThrow("payment_method_id");
  });

  it("of somebody else is refused, and so is one that there is not", async () => {
    const [ada, eve] = await Promise.all([buyer(stack, "ada"), buyer(stack, "eve")]);
    const [card] = (await readAutoTopUp(ada)).cards ?? [];
    await expect(turnOn(eve, { payment_method_id: card?.id })).rejects.toThrow("422");
    await expect(turnOn(eve, { payment_method_id: "pm_1" })).rejects.toThrow("422");
    expect(await readAutoTopUp(eve)).toMatchObject({ status: "off" });
  });

  it("that was removed at Dodo stops it without a call", async () => {
    const session = await buyer(stack, "removed");
    const { card } = await turnOn(session);
    const path = `/customers/${await dodoIdOf(stack, session.email)}/payment-methods/${card?.id}`;
    const removed = await fetch(`${stack.sandboxUrl}/dodo${path}`, {
      method: "DELETE",
      headers: { Authorization: "Bearer dodo_test_sandbox" },
    });
    expect(removed.status).toBe(204);
    await drain(stack, session, 100);
    expect((await untilStatus(session, "stopped")).stopped).toMatchObject({ reason: "card_missing" });
    expect(await statesOf(stack, session)).toEqual([]);
    expect((await resume(session)).status).toBe(409);
  });

  it("needs the customer's word, for the price that is asked", async () => {
    const session = await buyer(stack, "unwilling");
    await expect(turnOn(session, { consent: false })).rejects.toThrow("/consent");
    await expect(turnOn(session, { price_minor: 100 })).rejects.toThrow("wrong_state");
    await expect(turnOn(session, { threshold: 5_000 })).rejects.toThrow("/threshold");
  });
});

describe("a payment that comes to no end", () => {
  it.each(["succeeded", "failed"] as const)(
    "needs the customer, and is followed until it has %s",
    async (end) => {
      const session = await buyer(stack, `open-${end}`, CARDS.asksLater);
      await turnOn(session);
      await drain(stack, session, 100);
      expect((await untilStatus(session, "stopped")).stopped).toMatchObject({ reason: "needs_customer" });
      await settled(stack, session.email);
      expect(await stopMails(stack, session)).toBe(1);
      // It may still be paid, so nothing else is begun.
      expect((await resume(session)).status).toBe(409);
      const [payment] = await automaticPayments(stack, session);
      await stack.sandbox.finishPayment(payment?.payment_id ?? "", end);
      await untilStates(stack, session, [end === "succeeded" ? "charged" : "declined"]);
      if (end === "succeeded") await untilAvailable(session, 5_100);
      else expect((await untilStatus(session, "stopped")).stopped).toMatchObject({ reason: "declined" });
      expect((await readAutoTopUp(session)).status).toBe(end === "succeeded" ? "on" : "stopped");
      expect(await stopMails(stack, session)).toBe(1);
    },
  );

  it("because the bank takes its time needs the customer after two minutes, and can't be left for a day", async () => {
    await stack.sandbox.changeSettings({ savedCardCharge: "processing" });
    const session = await buyer(stack, "processing");
    await turnOn(session);
    await drain(stack, session, 100);
    await untilStates(stack, session, ["unknown"]);
    expect(await readAutoTopUp(session)).toMatchObject({ status: "running", stopped: null });
    await passTime(stack, session, 3);
    await untilStates(stack, session, ["needs_customer"]);
    await stack.sandbox.changeSettings({ savedCardCharge: "as_card" });
    await passTime(stack, session, 23 * 60);
    expect((await resume(session)).status).toBe(409);
    await passTime(stack, session, 2 * 60);
    expect((await resume(session)).status).toBe(200);
    await untilStates(stack, session, ["failed", "charged"]);
    // The first one was not dead: it is not hidden that both were paid.
    const [first] = (await automaticPayments(stack, session)).filter(({ status }) => status === "processing");
    await stack.sandbox.finishPayment(first?.payment_id ?? "", "succeeded");
    await untilStates(stack, session, ["charged", "charged"]);
    expect((await readAutoTopUp(session)).used_this_month).toBeGreaterThan(0);
  });

  it("is left after a quarter of an hour if only the customer could have finished it", async () => {
    const session = await buyer(stack, "left", CARDS.asksLater);
    await turnOn(session);
    await drain(stack, session, 100);
    await untilStatus(session, "stopped");
    await buyWith(stack, session, CARDS.good);
    await passTime(stack, session, 16);
    await drain(stack, session, 100);
    await untilAvailable(session, 100);
    await turnOn(session, {}, CARDS.good);
    await untilStates(stack, session, ["failed", "charged"]);
    expect(await paid(stack, session)).toBe(1);
  });
});

it("with few credits and a mirror that is behind, Dodo is asked before anything is charged", async () => {
  const session = await buyer(stack, "behind");
  await turnOn(session);
  // The mirror says 100, Dodo knows better, and no webhook has said so.
  await stack.db.query(
    "update credit_accounts set balance = 100 where customer_id = (select id from customers where email = $1)",
    [session.email],
  );
  const balance =
    "select a.balance from credit_accounts a join customers c on c.id = a.customer_id where c.email = $1";
  await waitFor(
    async () => Number((await stack.db.query(balance, [session.email])).rows[0].balance) === 5_000,
    {
      timeoutMs: 20_000,
      what: "the mirror to be right",
    },
  );
  await settled(stack, session.email);
  expect(await statesOf(stack, session)).toEqual([]);
});
