import { type AutoTopUp, autoTopUpSchema } from "@/lib/contracts/auto-topup";
import { AUTO_TOPUP_PATH, RESUME_AUTO_TOPUP_PATH } from "@/lib/contracts/auto-topup-limits";
import { readCredits, startCheckout } from "./buy";
import { dodoIdOf } from "./settled";
import { type Session, signIn } from "./sign-in";
import type { Stack } from "./stack";
import { waitFor } from "./wait-for";

/** Dodo's test cards, and the sandbox's. */
export const CARDS = {
  good: "4242424242424242",
  other: "5555555555554444",
  declinedLater: "4000000000000341",
  asksLater: "4000002760003184",
  notForLater: "5200828282828210",
};

type Place = Pick<Stack, "db" | "sandbox">;

export async function readAutoTopUp(session: Session): Promise<AutoTopUp> {
  const answer = await session.fetch(AUTO_TOPUP_PATH);
  if (!answer.ok) throw new Error(`No auto top-up: ${answer.status} ${await answer.text()}`);
  return autoTopUpSchema.parse(await answer.json());
}

export const change = (session: Session, body: object): Promise<Response> =>
  session.fetch(AUTO_TOPUP_PATH, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

export const resume = (session: Session): Promise<Response> => session.post(RESUME_AUTO_TOPUP_PATH);

/** What the form sends: at or under 1,000 credits, with the card that was used last, which must be `number` if given. */
async function agreement(session: Session, terms: object, number: string | undefined) {
  const { cards } = await waitFor(
    async () => {
      const found = await readAutoTopUp(session);
      const isThere = number === undefined || found.cards?.[0]?.last_four === number.slice(-4);
      return found.cards && isThere ? found : null;
    },
    { timeoutMs: 20_000, what: "the saved cards" },
  );
  return {
    enabled: true,
    pack: "topup",
    threshold: 1_000,
    monthly_cap: 5,
    payment_method_id: cards?.[0]?.id ?? "pm_none",
    price_minor: 900,
    consent: true,
    ...terms,
  };
}

/** Turns it on. Throws if that is refused. */
export async function turnOn(session: Session, terms: object = {}, card?: string): Promise<AutoTopUp> {
  const answer = await change(session, await agreement(session, terms, card));
  if (!answer.ok) throw new Error(`Not turned on: ${answer.status} ${await answer.text()}`);
  return autoTopUpSchema.parse(await answer.json());
}

/** Somebody who has bought a pack with a card, which Dodo keeps. */
export async function buyer(
  stack: Place & { baseUrl: string },
  name: string,
  card = CARDS.good,
): Promise<Session> {
  const session = await signIn(stack, `${name}@mailbox.dev`);
  await buyWith(stack, session, card);
  return session;
}

export async function buyWith({ sandbox }: Place, session: Session, card: string): Promise<void> {
  const { available: before } = await readCredits(session);
  const { status } = await sandbox.pay(await startCheckout("/api/checkout/topup", session), card);
  if (status !== "succeeded") throw new Error(`The payment ended as ${status}.`);
  await waitFor(async () => (await readCredits(session)).available > before, {
    timeoutMs: 20_000,
    what: "the bought credits",
  });
}

/** Takes credits away at Dodo until this many are left there. */
export async function drain(place: Place, session: Session, left: number): Promise<void> {
  const { available } = await readCredits(session);
  await place.sandbox.adjust(await dodoIdOf(place, session.email), "debit", available - left);
}

/** What MailKit has paid by itself, and tried to, as Dodo knows it. */
export async function automaticPayments(place: Place, session: Session) {
  const id = await dodoIdOf(place, session.email);
  const { payments } = await place.sandbox.state();
  return payments.filter(
    ({ customer, metadata }) => customer.customer_id === id && metadata.mailkit_auto_topup_id !== undefined,
  );
}

export const paid = async (place: Place, session: Session) =>
  (await automaticPayments(place, session)).filter(({ status }) => status === "succeeded").length;

/** The attempts of a customer, oldest first. */
export async function attemptsOf({ db }: Place, session: Session): Promise<{ id: string; state: string }[]> {
  const { rows } = await db.query(
    `select a.id, a.state from auto_topup_attempts a join customers c on c.id = a.customer_id
     where c.email = $1 order by a.created_at`,
    [session.email],
  );
  return rows;
}

export const statesOf = async (place: Place, session: Session) =>
  (await attemptsOf(place, session)).map(({ state }) => state);

export async function untilStates(place: Place, session: Session, states: string[]): Promise<void> {
  await waitFor(async () => (await statesOf(place, session)).join() === states.join(), {
    timeoutMs: 30_000,
    what: `attempts that are ${states.join()}`,
  });
}

export async function untilStatus(session: Session, status: AutoTopUp["status"]): Promise<AutoTopUp> {
  return waitFor(
    async () => {
      const found = await readAutoTopUp(session);
      return found.status === status ? found : null;
    },
    { timeoutMs: 30_000, what: `auto top-up to be ${status}` },
  );
}

export async function untilAvailable(session: Session, available: number): Promise<void> {
  await waitFor(async () => (await readCredits(session)).available === available, {
    timeoutMs: 30_000,
    what: `${available} available credits`,
  });
}

/** Lets time pass for all of a customer's attempts, and for the wait before the next look. */
export async function passTime({ db }: Place, session: Session, minutes: number): Promise<void> {
  const ago = (column: string) => `${column} = ${column} - $2 * interval '1 minute'`;
  await db.query(
    `update auto_topup_attempts set ${["created_at", "called_at", "absent_since", "look_at"].map(ago).join()}
     where customer_id = (select id from customers where email = $1)`,
    [session.email, minutes],
  );
  await db.query(
    `update auto_topups set check_not_before = check_not_before - $2 * interval '1 minute'
     where customer_id = (select id from customers where email = $1)`,
    [session.email, minutes],
  );
}

/** Waits until Dodo's payments were looked through for the open attempt, and it has none. */
export async function untilLooked({ db }: Place, session: Session): Promise<void> {
  await waitFor(
    async () => {
      const { rowCount } = await db.query(
        `select 1 from auto_topup_attempts where customer_id = (select id from customers where email = $1)
           and absent_since is not null and look_at > clock_timestamp() + interval '1 minute'`,
        [session.email],
      );
      return rowCount === 1;
    },
    { timeoutMs: 30_000, what: "a look for the payment" },
  );
}

/** The mails that say that it has stopped. */
export async function stopMails({ sandbox }: Place, session: Session): Promise<number> {
  const mails = await sandbox.emails(session.email);
  return mails.filter(({ subject }) => subject === "Auto top-up has stopped").length;
}
