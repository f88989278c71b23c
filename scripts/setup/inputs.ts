import { readConfiguration } from "@/lib/checks/configuration";
import type { EnvFile } from "./env-file";
import { Refusal } from "./refusal";
import { ask, isInteractive, keepSecret } from "./terminal";

/** What setup has to be told; everything else it finds, makes or leaves alone. */
const QUESTIONS: readonly { name: string; question: string; isSecret?: boolean; byDefault?: string }[] = [
  {
    name: "BASE_URL",
    question: "Address that people will open, without a path",
    byDefault: "http://localhost:3000",
  },
  {
    name: "DODO_PAYMENTS_API_KEY",
    question: "Dodo's API key with write access (Developer, API keys)",
    isSecret: true,
  },
  {
    name: "DODO_PAYMENTS_ENVIRONMENT",
    question: "Dodo's mode, test_mode or live_mode",
    byDefault: "test_mode",
  },
  {
    name: "RESEND_API_KEY",
    question: "Resend's API key with full access (resend.com/api-keys)",
    isSecret: true,
  },
  { name: "EMAIL_FROM", question: "Who mails come from, as Name <mail@your-domain>" },
];

const MODE = "DODO_PAYMENTS_ENVIRONMENT";
const SECRET = /(_KEY|_SECRET|_TOKEN|^DATABASE_URL)$/;

export type Values = Record<string, string | undefined>;

/**
 * The variables to go by: those of the shell before those of the file. What is missing is asked for, or refused with a
 * list where nobody can answer. Throws Refusal.
 */
export async function gatherInputs(file: EnvFile, given: Values): Promise<Values> {
  const values: Values = { ...given };
  for (const { name, question, isSecret = false, byDefault } of QUESTIONS) {
    if (name === MODE) values[name] = modeOf(values, file) ?? values[name];
    if (values[name]?.trim() || !isInteractive()) continue;
    const hint = byDefault === undefined ? "" : ` [${byDefault}]`;
    values[name] = (await ask(`${question}${hint}: `, { isSecret })) || byDefault;
  }
  for (const [name, value] of Object.entries(values)) if (SECRET.test(name)) keepSecret(value);
  requireGood(values);
  return values;
}

/** Keys say in their beginning which mode they are of. The template's own mode is nobody's decision. */
function modeOf(values: Values, { isNew }: EnvFile): string | undefined {
  const isStated = Boolean(process.env[MODE]?.trim()) || (!isNew && Boolean(values[MODE]?.trim()));
  const world = worldOf(values.DODO_PAYMENTS_API_KEY);
  return isStated || world === undefined ? undefined : `${world}_mode`;
}

const worldOf = (key: string | undefined) => /^\s*dodo_(test|live)_/.exec(key ?? "")?.[1];

function requireGood(values: Values): void {
  const { problems, value } = readConfiguration(values);
  const asked = QUESTIONS.map(({ name }) => name);
  const relevant = [...asked, "DODO_PAYMENTS_BASE_URL", "RESEND_BASE_URL"];
  const faults = problems.filter((line) => relevant.includes(line.split(" ")[0] ?? ""));
  const world = worldOf(value("DODO_PAYMENTS_API_KEY"));
  const mode = value(MODE);
  if (world && mode && mode !== `${world}_mode`)
    faults.push(`DODO_PAYMENTS_ENVIRONMENT is ${mode}, and DODO_PAYMENTS_API_KEY is of ${world} mode.`);
  if (faults.length > 0)
    throw new Refusal(
      `Put these into .env or in front of the command; nothing was changed:\n${faults.map((one) => `  - ${one}`).join("\n")}`,
      2,
    );
}
