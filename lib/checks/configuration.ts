import "server-only";
import type { Check } from "../contracts/checks";
import { BadConfiguration, parseEnv } from "../env";
import { failed, ok } from "./check";

/** The variables as the app would see them, also where some are missing or wrong. */
export interface Configuration {
  problems: readonly string[];
  /** The variable; undefined if it is missing, blank or faulty. */
  value(name: string): string | undefined;
}

/** Reads the variables. Never throws: what is wrong is in `problems`. */
export function readConfiguration(source: Record<string, string | undefined>): Configuration {
  const problems = problemsOf(source);
  const faulty = new Set(problems.map((line) => line.split(" ")[0]));
  return {
    problems,
    value: (name) => (faulty.has(name) ? undefined : source[name]?.trim() || undefined),
  };
}

function problemsOf(source: Record<string, string | undefined>): readonly string[] {
  try {
    parseEnv(source);
    return [];
  } catch (error) {
    if (error instanceof BadConfiguration) return error.problems;
    throw error;
  }
}

/** One line for each variable that keeps the app from starting. */
export function checkConfiguration({ problems }: Configuration): Check[] {
  if (problems.length === 0) return [ok("configuration", "The configuration is complete.")];
  return problems.map((problem) =>
    failed("configuration", problem, "Set it in .env; `npm run setup` fills in what it can."),
  );
}
