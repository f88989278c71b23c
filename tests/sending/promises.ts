import type { Stack } from "../support/stack";
import { brokenInvariants, readLedgers, untilMirrored } from "./ledgers";
import type { Attempt, Sending } from "./traffic";

interface EmailRow {
  id: string;
  subject: string;
  status: string;
  cause: string | null;
  resend_id: string | null;
}

/** One email as everybody knows it: its caller, our rows, and Resend. */
interface Story {
  sending: Sending;
  rows: EmailRow[];
  /** Ids under which Resend took it. */
  taken: string[];
}

/**
 * What was promised to callers and not kept, in words; nothing if all holds. To be asked once everything is settled.
 * Conservation and the mirror are `brokenInvariants`; this adds what only the callers' own histories can tell.
 */
export async function brokenPromises(
  stack: Pick<Stack, "db" | "sandbox">,
  sendings: readonly Sending[],
): Promise<string[]> {
  const broken: string[] = [];
  for (const customer of new Set(sendings.map((sending) => sending.customer))) {
    await untilMirrored(stack, customer);
    const faults = brokenInvariants(await readLedgers(stack, customer));
    broken.push(...faults.map((fault) => `${customer}: ${fault}`));
  }
  const stories = await readStories(stack, sendings);
  for (const story of stories)
    broken.push(...faultsOf(story).map((fault) => `${story.sending.subject}: ${fault}; ${tell(story)}`));
  return broken;
}

async function readStories(
  { db, sandbox }: Pick<Stack, "db" | "sandbox">,
  sendings: readonly Sending[],
): Promise<Story[]> {
  const { rows } = await db.query<EmailRow>(
    "select id, subject, status, cause, resend_id from emails where kind = 'customer'",
  );
  const rowsOf = groupBySubject(rows);
  const takenOf = groupBySubject((await sandbox.state()).emails);
  return sendings.map((sending) => ({
    sending,
    rows: rowsOf.get(sending.subject) ?? [],
    taken: (takenOf.get(sending.subject) ?? []).map(({ id }) => id),
  }));
}

function groupBySubject<T extends { subject: string }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(item.subject, [...(groups.get(item.subject) ?? []), item]);
  return groups;
}

/** Each request here is tried again with its key or not at all, so none may ever be more than one email. */
function faultsOf({ sending, rows, taken }: Story): string[] {
  const faults: string[] = [];
  const mustHold = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  const answers = sending.attempts.filter(({ status }) => status !== 0);
  const accepted = answers.filter(({ status }) => status < 300);
  const [row] = rows;
  mustHold(rows.length <= 1, "one request became several emails");
  mustHold(taken.length <= 1, "Resend took it more than once");
  mustHold(!row || row.status === "sent" || row.status === "failed", "it is not settled");
  mustHold(row?.status !== "failed" || Boolean(row.cause), "it failed without a cause");
  mustHold(
    (row?.status === "sent") === (taken.length === 1),
    "our row and Resend disagree on whether it was sent",
  );
  for (const { status, body } of accepted) {
    mustHold(row?.id === body.id, "it was accepted and there is no such email");
    mustHold(
      status !== 200 || (row?.status === "sent" && row.resend_id === body.resend_id),
      "200 without being sent",
    );
  }
  mustHold(areReplays(accepted), "a retry got another answer");
  for (const { status, body } of answers) mustHold(isHonest(status, body, row), `${status} was not honest`);
  const [only] = sending.attempts;
  if (only && sending.attempts.length === 1 && saysNothingWasDone(only))
    mustHold(row === undefined, "nothing was to be charged, and there is an email");
  return faults;
}

/** The same status is the same answer; a request that was queued may be sent when it is asked for again. */
function areReplays(accepted: readonly Attempt[]): boolean {
  const facts = ({ status, body }: Attempt) => `${status} ${JSON.stringify(body)}`;
  const promises = ({ body }: Attempt) => JSON.stringify([body.id, body.credits]);
  return (
    new Set(accepted.map(promises)).size <= 1 &&
    new Set(accepted.map(facts)).size <= new Set(accepted.map(({ status }) => status)).size
  );
}

/** An error charged nothing: no email exists, or it was refused by Resend. A 5xx may be followed by a success. */
function isHonest(status: number, body: Record<string, unknown>, row: EmailRow | undefined): boolean {
  if (status < 400 || status >= 500 || status === 429) return true;
  return body.code === "email_refused" ? row?.status === "failed" : row === undefined;
}

/** A 5xx says that nothing was charged, unless it says in words that it can't know. */
const saysNothingWasDone = ({ status, body }: Attempt) =>
  status >= 500 && !/may or may not/.test(JSON.stringify(body));

const tell = ({ sending, rows, taken }: Story) =>
  JSON.stringify({ key: sending.key, attempts: sending.attempts, rows, taken });
