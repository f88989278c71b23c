import type { Contender } from "./contender";
import { type MailKit, startMailKit } from "./mailkit";
import type { Options } from "./options";
import { startTutorial } from "./tutorial";

/** What was measured of both, round by round. */
export interface Rounds<Round> {
  tutorial: Round[];
  mailkit: Round[];
}

/** Starts both with so many customers, and measures them in turns: what else goes on meets both alike. */
export async function inTurns<Round>(
  customers: number,
  options: Options,
  measure: (side: Contender | MailKit, n: number, options: Options) => Promise<Round>,
): Promise<Rounds<Round>> {
  const mailkit = await startMailKit(customers, options.appEnv);
  const tutorial = await startTutorial(customers);
  const rounds: Rounds<Round> = { tutorial: [], mailkit: [] };
  try {
    for (let n = 0; n < options.rounds; n++) {
      rounds.tutorial.push(await measure(tutorial, n, options));
      rounds.mailkit.push(await measure(mailkit, n, options));
    }
  } finally {
    await Promise.all([mailkit.stop(), tutorial.stop()]);
  }
  return rounds;
}
