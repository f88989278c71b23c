import type { Difference } from "@/lib/providers/differences";
import { AccountTrouble } from "@/lib/providers/trouble";

/**
 * One thing that setup looked at.
 * - `keep`: it is as it should be. `note`: somebody should know, nothing is done.
 * - `make`: it is not there. `change`: something that is there would become another; it is asked for.
 * - `blocked`: only a person can mend it.
 */
export interface Step {
  kind: "keep" | "note" | "make" | "change" | "blocked";
  text: string;
  /** Does it. Text that it returns says why it was not done, where that is no reason to stop. */
  apply?: () => Promise<unknown>;
  /** True if it goes on without. */
  isOptional?: boolean;
}

/** What setup goes by, and what it has found or made so far: the variables to write. */
export interface Plan {
  steps: Step[];
  found: Map<string, string>;
}

/** The step for something that is there, by how it differs. */
export function stepFor(what: string, differences: readonly Difference[], change: () => Promise<void>): Step {
  const texts = differences.map(({ text }) => text).join("; ");
  if (differences.length === 0) return { kind: "keep", text: `${what} is as it should be.` };
  if (differences.some(({ canChange }) => !canChange))
    return {
      kind: "blocked",
      text: `${what}: ${texts}. That can't be changed any more: rename it, and clear its id in .env, so that a new one is made.`,
    };
  return { kind: "change", text: `${what}: ${texts}.`, apply: change };
}

/** Makes something. If the answer was lost, it is looked for before anything is said or made again. */
export async function makeOnce(
  make: () => Promise<string>,
  find: () => Promise<string | null>,
): Promise<string> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof AccountTrouble) || !error.mayBeDone) throw error;
    const found = await find();
    if (found === null) throw error;
    return found;
  }
}
