import "server-only";
import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import { loadAccount } from "../credits/account";
import { database } from "../db/client";
import { sendingControls } from "../db/schema/operator";
import { inMs, now } from "../db/time";
import { readDisputes, readRefunds } from "../dodo/cases";
import { log } from "../log";
import { pauseLeftMs } from "../providers/line";
import type { Next } from "../pump";
import { heedDispute, heedRefund } from "./heed-case";

const LEASE_MS = 60_000;
const RETRY_MS = 10_000;
/** Credits that are being taken are gone within a second or two. */
const WAIT_MS = 2_000;

const isDue = () =>
  and(
    isNotNull(sendingControls.casesStaleSince),
    sql`coalesce(${sendingControls.casesNotBefore} <= ${now}, true)`,
  );

/** The next customer whose refunds and disputes are to be read. `onDone` hears that there may be something to do. */
export async function nextCases(onDone: () => void): Promise<Next> {
  const againInMs = await pauseLeftMs("dodo");
  if (againInMs > 0) return { againInMs };
  const customerId = await claim();
  if (customerId === null) return null;
  return async () => {
    const againInMs = await readCases(customerId);
    onDone();
    return againInMs;
  };
}

async function claim(): Promise<string | null> {
  const due = database()
    .select({ customerId: sendingControls.customerId })
    .from(sendingControls)
    .where(isDue())
    .orderBy(asc(sendingControls.casesNotBefore))
    .limit(1)
    .for("update", { skipLocked: true });
  const [claimed] = await database()
    .update(sendingControls)
    .set({ casesNotBefore: inMs(LEASE_MS) })
    .where(sql`${sendingControls.customerId} = (${due})`)
    .returning({ customerId: sendingControls.customerId });
  return claimed?.customerId ?? null;
}

/** Returns when to look again, in ms; null if all is read and heeded. */
async function readCases(customerId: string): Promise<number | null> {
  try {
    const { dodoCustomerId, now: readAt } = await loadAccount(customerId);
    let isWaiting = false;
    if (dodoCustomerId !== null) {
      const [refunds, disputes] = await Promise.all([
        readRefunds(dodoCustomerId),
        readDisputes(dodoCustomerId),
      ]);
      for (const dispute of disputes) await heedDispute(customerId, dispute, disputes);
      for (const refund of refunds)
        isWaiting = !(await heedRefund(customerId, dodoCustomerId, refund)) || isWaiting;
    }
    if (isWaiting) return await lookLater(customerId, WAIT_MS);
    await database()
      .update(sendingControls)
      .set({ casesStaleSince: null, casesNotBefore: null })
      .where(
        and(
          eq(sendingControls.customerId, customerId),
          sql`${sendingControls.casesStaleSince} <= ${readAt.toISOString()}::timestamptz`,
        ),
      );
    return null;
  } catch (error) {
    log.warn("A customer's refunds and disputes could not be read yet", { customerId, error });
    return await lookLater(customerId, RETRY_MS);
  }
}

async function lookLater(customerId: string, ms: number): Promise<number> {
  await database()
    .update(sendingControls)
    .set({ casesNotBefore: inMs(ms) })
    .where(eq(sendingControls.customerId, customerId));
  return ms;
}
