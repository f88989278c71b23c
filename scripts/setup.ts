/**
 * `npm run setup`: finds or makes everything that MailKit needs at Dodo and Resend, and writes it to .env.
 *   npm run setup -- --yes             change what is there and differs, without asking
 *   npm run setup -- --no-webhooks     leave webhook endpoints out
 *   npm run setup -- --env <file>      write this file instead of .env
 * Safe to run again: what is there is found, and nothing is made twice. Ends with 0, with 1 if something is broken or was
 * refused, and with 2 if something has to be said first (a variable, or a yes to changes). Secrets are never printed.
 */
import path from "node:path";
import { parseArgs } from "node:util";
import { AccountTrouble } from "@/lib/providers/trouble";
import { readEnvFiles, root } from "./env-files";
import { openEnvFile, saveEnvFile } from "./setup/env-file";
import { gatherInputs } from "./setup/inputs";
import type { Step } from "./setup/plan";
import { Refusal } from "./setup/refusal";
import { fileSteps, fillIn, openAccounts, survey, WANTED } from "./setup/survey";
import { confirm, isInteractive, say, withoutSecrets } from "./setup/terminal";

const AGAIN = "Run it again: what was made is found, and nothing is made twice.";
const UNDONE: readonly Step["kind"][] = ["make", "change", "blocked"];
const MARKS: Record<Step["kind"], string> = { keep: "✓", note: "–", make: "+", change: "~", blocked: "✗" };

try {
  await setUp(options());
} catch (error) {
  if (error instanceof Refusal) {
    console.error(withoutSecrets(error.message));
    process.exit(error.code);
  }
  if (!(error instanceof AccountTrouble)) throw error;
  const who = error.provider === "dodo" ? "Dodo" : "Resend";
  const why = error.kind === "key" ? `${who} refuses the key` : `${who} did not do it`;
  console.error(withoutSecrets(`\n${why}: ${error.message}\nThe file was not changed. ${AGAIN}`));
  process.exit(1);
}

interface Options {
  yes: boolean;
  wantsWebhooks: boolean;
  env: string | undefined;
}

function options(): Options {
  try {
    const { values } = parseArgs({
      options: { yes: { type: "boolean" }, "no-webhooks": { type: "boolean" }, env: { type: "string" } },
    });
    return { yes: values.yes ?? false, wantsWebhooks: !values["no-webhooks"], env: values.env };
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error), 2);
  }
}

async function setUp({ yes, wantsWebhooks, env }: Options): Promise<void> {
  const file = openEnvFile(env ?? path.join(root, ".env"), path.join(root, ".env.example"));
  const values = await gatherInputs(file, readEnvFiles(env));
  const accounts = openAccounts(values);
  const look = () => survey(accounts, values, { wantsWebhooks });
  const plan = await look();
  const steps = [...plan.steps, ...fileSteps(file, plan)];
  for (const { kind, text } of steps) say(`${MARKS[kind]} ${text}`);
  await requireConsent(steps, yes);

  const todo = steps.filter((step) => step.apply);
  for (const step of todo) {
    const trouble = await step.apply?.();
    say(typeof trouble === "string" ? `left out: ${step.text} ${trouble}` : `done: ${step.text}`);
  }
  if (todo.length > 0) await requireAsWanted(look, plan.found, values);
  const missing = WANTED.filter((name) => !plan.found.get(name));
  if (missing.length > 0) throw new Refusal(`${missing.join(", ")} could not be found out. ${AGAIN}`);
  fillIn(file, plan, values);
  saveEnvFile(file);
  sayWhatWins(plan.found, env);
  say(`\n${file.path} is written. ${nextSteps(values.DATABASE_URL)}`);
}

/** What is there belongs to somebody: it is changed only after a yes. */
async function requireConsent(steps: readonly Step[], yes: boolean): Promise<void> {
  const blocked = steps.filter(({ kind }) => kind === "blocked");
  if (blocked.length > 0)
    throw new Refusal("\nWhat is marked ✗ needs you; nothing was changed. Then run it again.");
  const changes = steps.filter(({ kind }) => kind === "change").length;
  if (changes === 0 || yes) return;
  if (!isInteractive())
    throw new Refusal(
      `\n${changes} change(s), marked ~, need a yes; nothing was changed. Run it with --yes to make them.`,
      2,
    );
  if (!(await confirm(`\nMake ${changes} change(s), marked ~?`)))
    throw new Refusal("Nothing was changed.", 2);
}

/** Reads everything back. What a provider kept otherwise than it was told is said, and the file is not written. */
async function requireAsWanted(
  look: () => ReturnType<typeof survey>,
  found: Map<string, string>,
  values: Record<string, string | undefined>,
): Promise<void> {
  for (const [name, value] of found) values[name] = value;
  const { steps } = await look();
  const left = steps.filter(({ kind, isOptional }) => UNDONE.includes(kind) && !isOptional);
  if (left.length === 0) return;
  const list = left.map(({ text }) => `  - ${text}`).join("\n");
  throw new Refusal(`\nIt is still not as it should be, so the file was not changed:\n${list}`);
}

/** A value of the shell or of .env.local wins over the file. */
function sayWhatWins(found: ReadonlyMap<string, string>, env: string | undefined): void {
  const effective = readEnvFiles(env);
  for (const [name, value] of found)
    if ((effective[name] ?? "") !== value)
      say(`But ${name} is also set elsewhere, in the shell or in .env.local, to something else, which wins.`);
}

function nextSteps(databaseUrl: string | undefined): string {
  const database = databaseUrl?.trim() ? "" : "Put DATABASE_URL into it, then ";
  return `${database}${database ? "run" : "Next:"} \`npm run db:migrate\`, \`npm run build\`, \`npm start\`, and \`npm run doctor\` beside it.`;
}
