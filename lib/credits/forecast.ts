import "server-only";
import { catalogue } from "../catalogue";
import type { Forecast, UsableGrant } from "../contracts/billing";
import { loadAccount } from "./account";
import { readPace } from "./pace";
import { runOut } from "./run-out";
import { readUsableGrants } from "./usable-grants";

const DAY_MS = 24 * 60 * 60_000;

/**
 * How long a customer's credits last at their pace of the last days, as they are and with one more top-up pack. A
 * renewal to come is left out: it may be cancelled, or declined. Throws ProviderUnavailable if there is a pace, and Dodo
 * can't be asked and was not before.
 */
export async function forecast(customerId: string): Promise<Forecast> {
  const account = await loadAccount(customerId);
  const { now, held } = account;
  const pace = await readPace(customerId, now);
  if (!pace) return { as_of: now.toISOString(), stale: false, pace, lasts_until: null, with_topup: null };
  const { value: grants, asOf, isStale } = await readUsableGrants(account);
  const portions = grants.map(toPortion);
  const at = { held, perDay: pace.credits / pace.days, now };
  const { credits } = catalogue.topup;
  const pack = { remaining: credits, expiresAt: new Date(now.getTime() + catalogue.creditLifeDays * DAY_MS) };
  const withPack = runOut([...portions, pack], at);
  return {
    as_of: asOf.toISOString(),
    stale: isStale,
    pace,
    lasts_until: runOut(portions, at)?.until.toISOString() ?? null,
    with_topup: withPack && { credits, lasts_until: withPack.until.toISOString(), unused: withPack.unused },
  };
}

const toPortion = ({ remaining, expires_at }: UsableGrant) => ({
  remaining,
  expiresAt: expires_at === null ? null : new Date(expires_at),
});
