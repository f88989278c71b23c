import "server-only";
import type { UsableGrant, UsableGrants } from "../contracts/billing";
import type { Grant } from "../contracts/ledger";
import { readActiveGrants } from "../dodo/history";
import type { Account } from "./account";
import { type Displayed, readForDisplay } from "./display-reads";

const sources: Readonly<Record<string, UsableGrant["source"]>> = {
  subscription: "plan",
  addon: "plan",
  one_time: "topup",
  rollover: "rollover",
};

/**
 * The grants that have credits left, in the order in which they are used. Throws ProviderUnavailable if Dodo can't be
 * asked and was not before.
 */
export async function readUsableGrants(account: Account): Promise<Displayed<UsableGrant[]>> {
  const { dodoCustomerId } = account;
  return readForDisplay(account, "grants", async () =>
    dodoCustomerId === null ? [] : (await readActiveGrants(dodoCustomerId)).map(toUsable),
  );
}

/** As the screens and the API get them. */
export function toUsableGrants({ value, asOf, isStale }: Displayed<UsableGrant[]>): UsableGrants {
  return { as_of: asOf.toISOString(), stale: isStale, data: value };
}

function toUsable({ id, source, granted, remaining, expires_at, created_at }: Grant): UsableGrant {
  return { id, source: sources[source] ?? "adjustment", granted, remaining, expires_at, created_at };
}
