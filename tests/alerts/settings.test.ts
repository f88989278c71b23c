import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { AlertSettings } from "@/lib/contracts/alerts";
import { type AlertSettingsView, alertSettingsViewSchema } from "@/lib/contracts/alerts";
import { buyTopup, readCredits } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { mailsTo } from "../support/mails";
import { dodoIdOf, settled } from "../support/settled";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

const PATH = "/api/billing/alerts";
const DEFAULTS: AlertSettings = {
  levels: {
    low: { on: true, percent: 20 },
    very_low: { on: true, percent: 10 },
    critical: { on: true, percent: 5 },
  },
  mails: { low_balance: true, expiring_credits: true, receipts: false },
  recipients: null,
};

let stack: Stack;
let customers = 0;
beforeAll(async () => {
  stack = await startStack();
  await endlessBudget(stack);
});
afterAll(() => stack?.stop());

const put = (session: Session, settings: unknown) =>
  session.fetch(PATH, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(settings),
  });

async function save(session: Session, settings: AlertSettings): Promise<AlertSettingsView> {
  const answer = await put(session, settings);
  expect(answer.status).toBe(200);
  return alertSettingsViewSchema.parse(await answer.json());
}

const read = async (session: Session) =>
  alertSettingsViewSchema.parse(await (await session.fetch(PATH)).json());

/** A customer with 5,000 credits who wants no receipts. */
async function newCustomer(): Promise<Session> {
  const session = await signIn(stack, `customer-${++customers}@mailbox.dev`);
  await save(session, DEFAULTS);
  await buyTopup(session, stack);
  await settled(stack, session.email);
  return session;
}

async function spendAtDodo({ email }: Session, credits: number): Promise<void> {
  await stack.sandbox.adjust(await dodoIdOf(stack, email), "debit", credits);
  await settled(stack, email);
}

/** Another user of the same account. */
async function colleagueOf({ email }: Session, name: string): Promise<{ id: string; email: string }> {
  const colleague = { id: uuidv7(), email: `${name}-${customers}@mailbox.dev` };
  await stack.db.query(
    "insert into users (id, email, customer_id) select $1, $2, customer_id from users where email = $3",
    [colleague.id, colleague.email, email],
  );
  await stack.db.query(
    "insert into members (customer_id, user_id, role) select customer_id, id, 'viewer' from users where id = $1",
    [colleague.id],
  );
  return colleague;
}

it("a newcomer has 20, 10 and 5 percent, all mails, and the account's address", async () => {
  const session = await signIn(stack, "newcomer@mailbox.dev");
  const { people, ...settings } = await read(session);
  expect(settings).toEqual({
    ...DEFAULTS,
    mails: { ...DEFAULTS.mails, receipts: true },
    account_email: session.email,
  });
  expect(people).toEqual([{ user_id: expect.any(String), email: session.email, name: null }]);
});

it("levels are where the customer puts them, those that are off are skipped, and zero is always told", async () => {
  const session = await newCustomer();
  await save(session, {
    ...DEFAULTS,
    levels: { ...DEFAULTS.levels, low: { on: true, percent: 50 }, very_low: { on: false, percent: 10 } },
  });
  expect(await readCredits(session)).toMatchObject({ low_threshold: 2_500, alert: "none" });
  await spendAtDodo(session, 2_500);
  expect(await readCredits(session)).toMatchObject({ alert: "low", status: "low" });
  await spendAtDodo(session, 2_100);
  await save(session, { ...DEFAULTS, mails: { ...DEFAULTS.mails, low_balance: false } });
  await spendAtDodo(session, 200);
  expect(await readCredits(session)).toMatchObject({ alert: "critical" });
  await spendAtDodo(session, 200);
  expect(await mailsTo(stack, session.email)).toEqual([
    "2,500 email credits left",
    "Sending is stopped: no email credits left",
  ]);
});

it("a level that is reached because it was moved is shown and not mailed, and the next one is", async () => {
  const session = await newCustomer();
  await spendAtDodo(session, 3_000);
  await save(session, { ...DEFAULTS, levels: { ...DEFAULTS.levels, low: { on: true, percent: 60 } } });
  expect(await readCredits(session)).toMatchObject({ alert: "low", alert_since: expect.any(String) });
  await spendAtDodo(session, 1_500);
  expect(await mailsTo(stack, session.email)).toEqual(["Only 500 email credits left"]);
});

it("the people who were chosen are mailed, one mail each, and not those who are gone or of another account", async () => {
  const session = await newCustomer();
  const stranger = await read(await signIn(stack, "stranger@mailbox.dev"));
  const [ann, ben] = [await colleagueOf(session, "ann"), await colleagueOf(session, "ben")];
  const foreign = stranger.people.map(({ user_id }) => user_id);
  const saved = await save(session, { ...DEFAULTS, recipients: [ann.id, ben.id, ...foreign] });
  expect(saved.recipients).toEqual([ann.id, ben.id]);
  await spendAtDodo(session, 4_000);
  await stack.db.query("delete from users where id = $1", [ann.id]);
  await spendAtDodo(session, 500);
  await stack.db.query("delete from users where id = $1", [ben.id]);
  await spendAtDodo(session, 250);
  expect((await read(session)).recipients).toBeNull();
  const mails = [ann.email, ben.email, session.email, "stranger@mailbox.dev"].map((to) => mailsTo(stack, to));
  expect(await Promise.all(mails)).toEqual([
    ["1,000 email credits left"],
    ["1,000 email credits left", "Only 500 email credits left"],
    ["Almost out: 250 email credits left"],
    [],
  ]);
});

it("levels that do not go down are refused, and nothing is changed", async () => {
  const session = await newCustomer();
  const before = await read(session);
  const levels = { ...DEFAULTS.levels, very_low: { on: true, percent: 30 } };
  const answer = await put(session, { ...DEFAULTS, levels });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ errors: [{ pointer: "/levels/very_low/percent" }] });
  expect(await read(session)).toEqual(before);
});
