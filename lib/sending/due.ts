import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { parseAddress } from "../contracts/address";
import { refreshBalance } from "../credits/refresh";
import { database, transaction } from "../db/client";
import { emails } from "../db/schema/emails";
import { now, nowOnce } from "../db/time";
import { isVerifiedDomain } from "../domains/verified";
import { env } from "../env";
import { log } from "../log";
import { publishEmails } from "../outgoing/publish-emails";
import type { Next } from "../pump";
import { suppressedAmong } from "../suppressions/find";
import { pausedCustomers } from "../tenants/paused";
import { type DueEmail, decideDue } from "./decide-due";
import { MIRROR_SERVES_MS } from "./decide-holds";
import { costColumns, giveBack } from "./give-back";
import type { Ports } from "./ports";

/** Due emails that are looked at in one go. */
const LOOKED_AT_MAX = 500;
/** Looked for this often while something is scheduled, so that a time is kept to the second. */
const LOOK_EVERY_MS = 1_000;
/**
 * While so many wait, due ones wait where they are: everybody's emails for nine o'clock must not fill the queue that a
 * password reset has to get into.
 */
const QUEUE_SHORT_MAX = 2_000;

/** Puts emails whose time has come into the queue. `onDue` is called if there were any. */
export async function nextDue(ports: Ports, onDue: () => void): Promise<Next> {
  const due = await listDue();
  if (due.length === 0) return (await isAnyScheduled()) ? { againInMs: LOOK_EVERY_MS } : null;
  if (await isQueueLong()) return { againInMs: LOOK_EVERY_MS };
  return async () => {
    for (const customerId of new Set(due.map((email) => email.customerId)))
      await release(
        ports,
        customerId,
        due.filter((email) => email.customerId === customerId),
      );
    onDue();
    return null;
  };
}

type Due = Awaited<ReturnType<typeof listDue>>[number];

async function listDue() {
  return database()
    .select({
      customerId: emails.customerId,
      id: emails.id,
      credits: emails.credits,
      to: emails.to,
      envelope: emails.envelope,
    })
    .from(emails)
    .where(isDue)
    .orderBy(emails.scheduledAt)
    .limit(LOOKED_AT_MAX);
}

const isDue = and(eq(emails.status, "scheduled"), sql`${emails.scheduledAt} <= ${nowOnce}`);

async function isAnyScheduled(): Promise<boolean> {
  const found = await database()
    .select({ id: emails.id })
    .from(emails)
    .where(eq(emails.status, "scheduled"))
    .limit(1);
  return found.length > 0;
}

async function isQueueLong(): Promise<boolean> {
  const { rows } = await database().execute<{ waiting: string }>(
    sql`select count(*) as waiting from (select 1 from emails where status = 'queued' and customer_id not in ${pausedCustomers} limit ${QUEUE_SHORT_MAX}) as queue`,
  );
  return Number(rows[0]?.waiting) >= QUEUE_SHORT_MAX;
}

/**
 * What was true when they were accepted, up to a month ago, is looked at once more: the credits, the sender's domain, and
 * who is suppressed. What can't go out any more fails, and costs nothing.
 */
async function release(ports: Ports, customerId: string, due: readonly Due[]): Promise<void> {
  const available = await readAvailable(ports, customerId);
  const troubles = await findTroubles(customerId, due);
  const decision = decideDue(
    available,
    due.map(({ id, credits }): DueEmail => ({ id, credits, trouble: troubles.get(id) ?? null })),
  );
  await transaction(async (tx) => {
    const isStillDue = (ids: string[]) =>
      and(eq(emails.customerId, customerId), inArray(emails.id, ids), isDue);
    if (decision.released.length > 0)
      await tx.update(emails).set({ status: "queued" }).where(isStillDue(decision.released));
    for (const { id, cause } of decision.failed) {
      const failed = await tx
        .update(emails)
        .set({ status: "failed", cause, files: null, settledAt: now })
        .where(isStillDue([id]))
        .returning({ id: emails.id, status: emails.status, ...costColumns });
      await giveBack(tx, failed);
      await publishEmails(tx, [{ customerId, emailId: id }], failed);
    }
  });
}

/** By the mirror, which Dodo's webhooks keep true; an old one is read anew if there is a turn for it. */
async function readAvailable(ports: Ports, customerId: string): Promise<number> {
  const account = await ports.credits.loadAccount(customerId);
  const ageMs = account.now.getTime() - (account.balanceAsOf?.getTime() ?? 0);
  if (account.staleSince === null && ageMs <= MIRROR_SERVES_MS) return account.available;
  try {
    return (await refreshBalance(ports, customerId, account.now, "read-for-send")).available;
  } catch (error) {
    log.warn("Scheduled emails go out by a balance that could not be read anew", { customerId, error });
    return account.available;
  }
}

/** Why emails can't go out any more, by their ids. */
async function findTroubles(customerId: string, due: readonly Due[]): Promise<Map<string, string>> {
  const verified = new Map<string, boolean>();
  for (const domain of new Set(due.map(senderDomain)))
    verified.set(domain, domain === operatorDomain() || (await isVerifiedDomain(customerId, domain)));
  const suppressed = await suppressedAmong(customerId, [...new Set(due.flatMap(recipientsOf))]);
  const troubles = new Map<string, string>();
  for (const email of due) {
    const domain = senderDomain(email);
    if (!verified.get(domain)) troubles.set(email.id, `The ${domain} domain is no longer verified for you.`);
    else if (recipientsOf(email).every((recipient) => suppressed.has(recipient)))
      troubles.set(email.id, "Every recipient is on your suppression list by now.");
  }
  return troubles;
}

const domainOf = (from: string) => parseAddress(from)?.address.split("@").at(-1)?.toLowerCase() ?? "";
const senderDomain = ({ envelope }: Due) => domainOf(envelope.from);
const operatorDomain = () => domainOf(env().EMAIL_FROM);
const recipientsOf = ({ to, envelope }: Due) =>
  [...to, ...envelope.cc, ...envelope.bcc].map(
    (text) => parseAddress(text)?.address.toLowerCase() ?? text.toLowerCase(),
  );
