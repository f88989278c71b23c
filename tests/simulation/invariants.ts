import { AppError } from "@/lib/errors";
import type { Surroundings } from "./instance";
import type { ModelDatabase } from "./model-database";
import type { History, Scenario } from "./scenario";

/** Debits that have landed and whose answers are still on their way may be missing in the mirror, and nothing else. */
export function isMirrorTooHigh({ database, dodo }: Surroundings, customerId: string): boolean {
  const landed = [...database.captures.values()].filter(
    (capture) => capture.customerId === customerId && capture.state === "open" && dodo.knows(capture.id),
  );
  return (database.accounts.get(customerId)?.balance ?? 0) > dodo.balance(customerId) + sum(landed);
}

/** True once every email has its end, every debit its answer, and nothing is marked stale. */
export function isSettled(database: ModelDatabase): boolean {
  for (const { status, credits, capturedAt } of database.emails.values())
    if (status === "queued" || status === "sending" || (status === "sent" && credits > 0 && !capturedAt))
      return false;
  for (const { state } of database.captures.values()) if (state === "open") return false;
  for (const { staleSince } of database.accounts.values()) if (staleSince !== null) return false;
  return true;
}

/** How many rows are in which state, for a message. */
export function standings(database: ModelDatabase): string {
  const count = (rows: Iterable<{ state?: string; status?: string }>) => {
    const counts: Record<string, number> = {};
    for (const row of rows) {
      const name = row.state ?? row.status ?? "";
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  };
  return JSON.stringify({
    emails: count(database.emails.values()),
    captures: count(database.captures.values()),
    dispatches: count(database.dispatches.values()),
    accounts: [...database.accounts.values()],
  });
}

/** What does not hold at the end of a life, in words. */
export function brokenInvariants(
  scenario: Scenario,
  { database, resend, dodo }: Surroundings,
  histories: History[],
  customers: string[],
  healedMs: number,
): string[] {
  const broken: string[] = [];
  const mustHold = (holds: boolean, fault: string) => {
    if (!holds) broken.push(fault);
  };
  const emails = [...database.emails.values()];
  const sent = emails.filter((email) => email.status === "sent");
  mustHold(new Set(resend.taken).size === resend.taken.length, `an email went out twice: ${resend.taken}`);
  mustHold(
    emails.every((email) => (email.status === "sent") === resend.taken.includes(email.id)),
    "what Resend took and what counts as sent differ",
  );
  mustHold(
    emails.every((email) => email.status === "sent" || email.status === "failed"),
    "an email has no end",
  );
  customers.forEach((customerId, number) => {
    const account = database.loadAccount(customerId);
    const spent = sum(sent.filter((email) => email.customerId === customerId));
    const debited = dodo.debited.get(customerId) ?? 0;
    mustHold(debited === spent, `customer ${number}: ${spent} credits were sent and ${debited} debited`);
    mustHold(account.held === 0, `customer ${number}: ${account.held} credits are held for nothing`);
    mustHold(
      account.balance === dodo.balance(customerId),
      `customer ${number}: the mirror says ${account.balance}, Dodo ${dodo.balance(customerId)}`,
    );
    const bought = scenario.topUps.filter(({ customer }) => customer % customers.length === number);
    const had = (scenario.balances[number] ?? 0) + sum(bought);
    const spentBefore = sum(
      sent.filter((email) => email.customerId === customerId && email.createdAt.getTime() < healedMs),
    );
    // Only credits that were taken away behind our back may have been spent once more.
    if (scenario.removals.length === 0)
      mustHold(spentBefore <= had, `customer ${number}: had ${had} credits and sent ${spentBefore}`);
  });
  for (const history of histories) broken.push(...brokenPromises(history, database));
  return [...broken, ...brokenKeys(histories)];
}

const sum = (items: readonly { credits: number }[]) =>
  items.reduce((total, { credits }) => total + credits, 0);

/** What a caller was told must be what happened. */
function brokenPromises({ customerId, answers }: History, database: ModelDatabase): string[] {
  return answers.flatMap((answer) => {
    if (answer === "no answer") return [];
    const id = answer instanceof AppError ? answer.details.email_id : answer.result.id;
    const email = typeof id === "string" ? database.findEmail({ customerId, emailId: id }) : null;
    if (answer instanceof AppError)
      return answer.code === "email_refused" && email?.status !== "failed" ? [`${id} was not refused`] : [];
    if (!email) return [`${id} was accepted and is not there`];
    if (answer.result.status === "sent" && email.resendId !== answer.result.resend_id)
      return [`${id} was sent as ${email.resendId}, not as ${answer.result.resend_id}`];
    return [];
  });
}

/** Everybody who used a key was told of the same email. */
function brokenKeys(histories: History[]): string[] {
  const named = new Map<string, string>();
  return histories.flatMap(({ customerId, key, answers }) =>
    answers.flatMap((answer) => {
      if (key === null || answer === "no answer" || answer instanceof AppError) return [];
      const name = `${customerId} ${key}`;
      const first = named.get(name) ?? answer.result.id;
      named.set(name, first);
      return first === answer.result.id ? [] : [`${name} named ${first} and ${answer.result.id}`];
    }),
  );
}
