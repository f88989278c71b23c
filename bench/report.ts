import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem, type } from "node:os";
import path from "node:path";
import { root } from "@/scripts/env-files";
import type { Options } from "./options";
import type { Result } from "./row";
import { round } from "./stats";

const FILE = path.join(root, "docs/benchmarks.md");

/** How much of the processor other programs used when these rows began. */
export interface Busy {
  rows: string;
  share: number;
}

/** Prints the rows for people at a terminal. */
export function print(results: readonly Result[]): void {
  for (const { row, what, tutorial, mailkit, ratio, target, isMet } of results) {
    console.log(`\n${row.padEnd(8)} ${verdict(isMet).toUpperCase()}  ${what}`);
    console.log(`         tutorial  ${tutorial}`);
    console.log(`         MailKit   ${mailkit}`);
    console.log(`         ratio     ${ratio}    target  ${target}`);
  }
}

/** Writes the document. Only whole runs go into it: a table of rows from different days would compare nothing. */
export function write(results: readonly Result[], options: Options, busy: readonly Busy[]): string {
  const rows = results.map(({ row, what, tutorial, mailkit, ratio, target, isMet }) =>
    [row, what, tutorial, mailkit, ratio, target, verdict(isMet)].join(" | "),
  );
  const text = `# Benchmarks

${machine()}
Length of a round under load: ${options.seconds} s; rounds: ${options.rounds}. Written by \`npm run bench\`.
${company(busy)}

| Row | What was measured | Tutorial's flow | MailKit | MailKit ÷ tutorial | Target | Met |
|---|---|---|---|---|---|---|
${rows.map((row) => `| ${row} |`).join("\n")}

${NOTES}${keptSections()}`;
  writeFileSync(FILE, text);
  return FILE;
}

/** What stands below the table and its notes is measured by other commands. The notes end with a section of ours. */
function keptSections(): string {
  const [, ...found] = readFileSync(FILE, "utf8").split(/^(?=## )/m);
  const sections = found.filter((section) => !section.startsWith("## How\n"));
  return sections.length > 0 ? `\n${sections.join("")}` : "";
}

const verdict = (isMet: boolean | null): string => (isMet === null ? "–" : isMet ? "met" : "missed");

/** Whether the machine was ours: figures from a machine that works for others, too, are worse than they need be. */
function company(busy: readonly Busy[]): string {
  const shares = busy.map(({ rows, share }) => `${rows} ${round(share * 100)} %`);
  return `Share of the processor that other programs used just before: ${shares.join("; ")}.`;
}

function machine(): string {
  const processors = cpus();
  const commit = spawnSync("git", ["rev-parse", "--short", "HEAD"], {
    cwd: root,
    encoding: "utf8",
  }).stdout.trim();
  const memoryGb = Math.round(totalmem() / 1024 ** 3);
  return `Measured on ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC: ${processors.length} cores (${processors[0]?.model.trim() || "unknown"}), ${memoryGb} GB, ${type()}, Node ${process.version}, commit ${commit || "unknown"}.`;
}

const NOTES = `A figure is the median of the rounds, with the lowest and the highest in parentheses. Nothing here was calculated in
place of a measurement, and a missed target stays in the table.

## How

- **Sides.** MailKit is its production build in one process over PostgreSQL with its default settings (a commit waits for
  the disk). The tutorial's flow is \`bench/tutorial-server.ts\`: Express, read the balance, send, debit, with its SDKs'
  defaults, which try a call to Dodo up to three times and one to Resend once.
- **Providers.** Each side has a sandbox of its own, with the documented limits (Dodo 40 requests a second and 240 a
  minute, Resend 10 a second) and a time of answer of 80 ms at Dodo and 120 ms at Resend.
- **Machine.** Servers, PostgreSQL, sandboxes and the load generator share the cores named above, so MailKit has less
  than all of them. Only one side is under load at a time.
- **Rounds** alternate: tutorial, MailKit, tutorial, MailKit. Before them each side runs warm.
- **What counts.** A mail counts if Resend took it; whether it was paid for at Dodo, went out twice, or met a 429 is read
  from the sandbox after everything has come to rest, not from answers. "Unpaid" is mails that Resend took less credits
  that were debited. Customers of MailKit sign in and buy a pack the way people do; each has a million credits.
- **B1** counts answers within the time. The tutorial needs two of Dodo's 240 calls a minute for a mail, so it can't send
  more than two a second, however few callers it has; 256 callers spend most calls on reads whose mail is never sent.
  Rounds shorter than a minute would distort its figure, because a minute's calls may be used up in its first seconds.
- **B3, B4.** Where B3 goes, traced once: the call to Resend takes 125 ms (its 120 and the stand-in), which is 0.43× of the
  tutorial's whole send; the request until it is checked 4 ms, accepting 4, claiming the call 6, committing its outcome 3, the
  answer 2. Two commits of it wait for the disk; most of the rest is about twenty round trips to PostgreSQL, one after the
  other, at half a millisecond each. Before each series comes one send that is not counted: after a pause it asks for the
  balance, which the cold row measures. The 99th of a hundred values is close to the worst one: a p99 here says how bad one in sixty was.
- **B5, B6, B10** send at a fixed rate, and a request's time counts from the moment that it was due.
- **B6.** Ten of the fifty customers send; theirs are the balances whose age counts.
- **B9** kills with SIGKILL while Resend's line is held, so every accepted email is waiting, and counts from the start of
  the new process to the moment that Resend has the last mail.
- **B2** sends batches of a hundred with an API key, through \`POST /emails/batch\`.
`;
