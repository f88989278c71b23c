import type { Stack } from "../support/stack";
import { waitFor } from "../support/wait-for";

type Place = Pick<Stack, "db" | "sandbox">;
type Provider = "dodo" | "resend";

/** The row that all instances share. */
export async function lineOf({ db }: Pick<Stack, "db">, provider: Provider) {
  const { rows } = await db.query(
    `select burst, per_second, slowed_until > clock_timestamp() as is_slowed,
      paused_until > clock_timestamp() as is_paused, paused_reason, stopped_since from provider_lines where provider = $1`,
    [provider],
  );
  return rows[0];
}

/** Changes a provider's row, as time or an operator would. */
export async function setLine({ db }: Pick<Stack, "db">, provider: Provider, columns: string): Promise<void> {
  await db.query(`update provider_lines set ${columns} where provider = $1`, [provider]);
}

/** As if this version had never heard of a limit, with a full budget. */
export async function forgetLimits(place: Place): Promise<void> {
  await place.db.query(
    `update provider_lines set burst = null, per_second = null, learned_until = null, slowed_until = null,
      paused_until = null, tokens = case provider when 'dodo' then 30 else 1 end, refilled_at = clock_timestamp()`,
  );
}

/**
 * Waits for so many calls with this status and no 429 among them. A budget that is too high is refused every second; a
 * machine that stalls between a permit and its call, longer than the budget has room for, only starts the count anew.
 */
export async function untilUnrefused(
  place: Place,
  provider: Provider,
  { calls, status, work }: { calls: number; status: number; work?: () => Promise<void> },
): Promise<void> {
  let refused = await callsAnswered(place, provider, 429);
  let since = await callsAnswered(place, provider, status);
  await waitFor(
    async () => {
      await work?.();
      const done = await callsAnswered(place, provider, status);
      const refusedNow = await callsAnswered(place, provider, 429);
      if (refusedNow !== refused) [refused, since] = [refusedNow, done];
      return done - since >= calls;
    },
    { timeoutMs: 60_000, what: `${calls} calls in a row that are not refused` },
  );
}

/** How many of the calls to a provider were answered with a status. */
export async function callsAnswered({ sandbox }: Place, provider: Provider, status: number): Promise<number> {
  const { dodoCalls, resendCalls } = await sandbox.state();
  return (provider === "dodo" ? dodoCalls : resendCalls)
    .filter((call) => call.status === status)
    .reduce((sum, { count }) => sum + count, 0);
}
