/**
 * `npm run settle`: the operator's word on emails of which nobody knows whether they were sent.
 *   npm run settle -- --list                                  which those are
 *   npm run settle -- <email id> --look                       look for one at Resend; changes nothing
 *   npm run settle -- <email id> --sent <Resend's id>         it was sent: it is paid for
 *   npm run settle -- <email id> --not-sent                   it was not: its credits are given back
 * Resend's id is looked up before it is believed. `--unchecked` believes it all the same: for a key that may only send.
 */
import { parseArgs } from "node:util";
import { z } from "zod";
import { BadConfiguration } from "@/lib/env";
import { readSentEmail } from "@/lib/resend/read-emails";
import { lookForEmails } from "@/lib/sending/look";
import {
  findUnresolved,
  listUnresolved,
  settleAsNotSent,
  settleAsSent,
  type UnresolvedEmail,
} from "@/lib/sending/unresolved";
import { loadEnvFiles } from "./env-files";

const USAGE =
  "npm run settle -- --list, or <email id> with one of --look, --sent <Resend's id>, --not-sent. See docs/runbook.md.";
const LISTED_MAX = 100;
const SETTLED_MEANWHILE = "Somebody else has settled it meanwhile.";

/** What is asked for can't be done, for this reason in words. Nothing was changed. */
class Refusal extends Error {}

loadEnvFiles();
try {
  console.log(await answer(process.argv.slice(2)));
  // The pool of the database would keep the process.
  process.exit(0);
} catch (error) {
  const isForeseen = error instanceof Refusal || error instanceof BadConfiguration;
  console.error(isForeseen ? `${error.message}\nNothing was changed.` : error);
  process.exit(1);
}

async function answer(args: string[]): Promise<string> {
  const { values, positionals } = parse(args);
  const wishes = (["list", "look", "sent", "not-sent"] as const).filter((name) => values[name] !== undefined);
  const [wish] = wishes;
  const [emailId] = positionals;
  if (wishes.length !== 1 || positionals.length !== (wish === "list" ? 0 : 1)) throw new Refusal(USAGE);
  if (wish === "list") return list();
  const email = await requireUnresolved(emailId ?? "");
  if (wish === "look") return look(email);
  if (wish === "not-sent") return notSent(email);
  return sent(email, values.sent ?? "", values.unchecked === true);
}

function parse(args: string[]) {
  const flag = { type: "boolean" } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { list: flag, look: flag, sent: { type: "string" }, "not-sent": flag, unchecked: flag },
    });
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}

async function list(): Promise<string> {
  const emails = await listUnresolved({ limit: LISTED_MAX });
  if (emails.length === 0) return "No email is unresolved.";
  const blocks = emails.map((email) =>
    [
      `${email.emailId}  ${email.subject}`,
      `  to ${email.to.join(", ")}`,
      `  customer ${email.customerId}, ${email.credits} credit(s) held`,
      `  called at ${email.calledAt?.toISOString()}, unresolved since ${email.unresolvedSince?.toISOString()}`,
      `  ${email.reason ?? "Resend gave no answer."}`,
    ].join("\n"),
  );
  if (emails.length === LISTED_MAX) blocks.push(`These are the first ${LISTED_MAX}; there may be more.`);
  return blocks.join("\n\n");
}

async function requireUnresolved(emailId: string): Promise<UnresolvedEmail> {
  const email = z.uuid().safeParse(emailId).success ? await findUnresolved(emailId) : null;
  if (email) return email;
  throw new Refusal(
    `There is no unresolved email with the id ${emailId}. \`npm run settle -- --list\` shows which there are.`,
  );
}

async function look(email: UnresolvedEmail): Promise<string> {
  const { proofs, lookedAt, reachesItsTime, trouble } = await lookForEmails([email]);
  const [proof] = proofs;
  if (proof)
    return `Resend has it as ${proof.resendId}. To count it as sent:\n  npm run settle -- ${email.emailId} --sent ${proof.resendId}`;
  if (trouble !== null) throw new Refusal(`Resend could not be asked: ${trouble}`);
  const reach = reachesItsTime
    ? "which reach back to before it was called for. That is a strong hint that it was not sent, and no proof."
    : "which do not reach back to its time. That says nothing.";
  return `It is not among the ${lookedAt} emails that were looked at, ${reach}`;
}

async function sent(email: UnresolvedEmail, resendId: string, unchecked: boolean): Promise<string> {
  if (!unchecked) await check(email, resendId);
  if (await settleAsSent({ customerId: email.customerId, emailId: email.emailId, resendId }))
    return `It counts as sent now, as ${resendId}. Its ${email.credits} credit(s) are captured by the running app within seconds.`;
  throw new Refusal(SETTLED_MEANWHILE);
}

async function check({ emailId }: UnresolvedEmail, resendId: string): Promise<void> {
  const read = await readSentEmail(resendId);
  if (read.kind === "unknown")
    throw new Refusal(
      `Resend could not be asked about ${resendId}: ${read.reason}\nIf you have looked it up yourself, add --unchecked.`,
    );
  if (read.kind === "missing") throw new Refusal(`Resend has no email ${resendId}.`);
  if (read.value?.emailId !== emailId)
    throw new Refusal(`${resendId} is another email: its tag mailkit_id is not ${emailId}.`);
}

async function notSent(email: UnresolvedEmail): Promise<string> {
  if (await settleAsNotSent(email))
    return `It counts as failed now, and its ${email.credits} credit(s) were given back.`;
  throw new Refusal(SETTLED_MEANWHILE);
}
