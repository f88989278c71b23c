import { afterAll, beforeAll, expect, it } from "vitest";
import type { Credits } from "@/lib/contracts/credits";
import { readCredits, startCheckout } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { warningsTo } from "../support/mails";
import { deliver, sign } from "../support/provider-message";
import { dodoIdOf, settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

const GOOD_CARD = "4242424242424242";
const TYPES = [
  "subscription.active",
  "credit.added",
  "credit.deducted",
  "credit.balance_low",
  "credit.expired",
];
/** Customers whose purchases are made at once; more would only queue up. */
const AT_ONCE = 12;

interface Customer {
  order: string[];
  session: Session;
  dodoId: string;
}

let stack: Stack;
let customers: Customer[];

beforeAll(async () => {
  stack = await startStack();
  await endlessBudget(stack);
  // Dodo does what the events tell of and MailKit hears nothing; then each customer's messages come in an order of their own.
  await stack.sandbox.changeSettings({ webhooks: { enabled: false }, debitEvent: "deducted" });
  customers = await inTurns(permutations(TYPES), makeCustomer);
  await stack.sandbox.changeSettings({ webhooks: { enabled: true } });
}, 120_000);
afterAll(() => stack?.stop());

/** Subscribes, and spends down to 800 of 5,000 credits at Dodo. */
async function makeCustomer(order: string[], number: number): Promise<Customer> {
  const session = await signIn(stack, `customer-${number}@mailbox.dev`);
  await stack.sandbox.pay(await startCheckout("/api/checkout/subscribe", session), GOOD_CARD);
  const dodoId = await dodoIdOf(stack, session.email);
  await stack.sandbox.adjust(dodoId, "debit", 4_200);
  return { order, session, dodoId };
}

it("all 120 orders of a customer's webhooks end in the same state, with one warning", async () => {
  expect(customers).toHaveLength(120);
  const bodies = await bodiesByCustomer();
  await inTurns(customers, async ({ order, dodoId }) => {
    for (const type of order) {
      const answer = await deliver(stack.baseUrl, sign({ body: bodies.get(`${dodoId} ${type}`) ?? "" }));
      expect(answer.status).toBe(200);
    }
  });
  await settled(stack);

  const { rows: accounts } = await stack.db.query(
    `select distinct balance::int, held::int, version::int, allowance::int, low_threshold::int, alert_level,
       open_capture_id, capture_not_before, stale_since, billing_stale_since, balance_rose_at is not null as rose
     from credit_accounts`,
  );
  expect(accounts).toEqual([
    {
      balance: 800,
      held: 0,
      version: 0,
      allowance: 5_000,
      low_threshold: 1_000,
      alert_level: "low",
      open_capture_id: null,
      capture_not_before: null,
      stale_since: null,
      billing_stale_since: null,
      rose: true,
    },
  ]);
  const views = await inTurns(customers, async ({ session }) => sameForAll(await readCredits(session)));
  expect(new Set(views)).toEqual(new Set([views[0]]));
  const warnings = await inTurns(customers, async ({ session }) => warningsTo(stack, session.email));
  expect(warnings.filter((mails) => mails.join() !== "800 email credits left")).toEqual([]);
}, 120_000);

/** What Dodo would have sent, by customer and type. An expiry is given the words of a debit: none of them is believed. */
async function bodiesByCustomer(): Promise<Map<string, string>> {
  const bodies = new Map<string, string>();
  for (const { type, payload } of (await stack.sandbox.state()).webhookDeliveries) {
    const data = payload.data as { customer_id?: string; customer?: { customer_id: string } };
    const dodoId = data.customer_id ?? data.customer?.customer_id;
    bodies.set(`${dodoId} ${type}`, JSON.stringify(payload));
    if (type === "credit.deducted")
      bodies.set(`${dodoId} credit.expired`, JSON.stringify({ ...payload, type: "credit.expired" }));
  }
  return bodies;
}

function sameForAll({ as_of, alert_since, plan, ...rest }: Credits): string {
  expect([as_of, alert_since]).not.toContain(null);
  return JSON.stringify({ ...rest, plan: { ...plan, renews_at: typeof plan?.renews_at } });
}

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((first, at) =>
    permutations([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [first, ...rest]),
  );
}

/** Works on all items, a few at a time. Results are in the order of the items. */
async function inTurns<T, R>(items: T[], work: (item: T, number: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [number, item] of waiting) results[number] = await work(item, number);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
