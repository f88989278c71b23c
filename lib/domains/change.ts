import "server-only";
import type { UpdateDomain } from "../contracts/resend/domain";
import { database } from "../db/client";
import { domains } from "../db/schema/api";
import { removeResendDomain, updateResendDomain, verifyResendDomain } from "../resend/domains";
import { readAnew, refreshDomain } from "./refresh";
import { byKey, dropDomain, type Registered } from "./rows";
import { troubleOf } from "./trouble";

/** Changes tracking and TLS of a domain, at Resend and here. Throws `wrong_state`, `provider_refused`, ProviderUnavailable. */
export async function changeDomain(row: Registered, change: UpdateDomain): Promise<void> {
  const given = Object.values(change).some((value) => value !== undefined);
  if (!given) return;
  const answer = await updateResendDomain(row.resendId, change);
  if (answer.kind !== "done") throw troubleOf(answer);
  await database()
    .update(domains)
    .set({
      openTracking: change.open_tracking ?? row.openTracking,
      clickTracking: change.click_tracking ?? row.clickTracking,
      tls: change.tls ?? row.tls,
      // A domain that tracks may need another record; the next look shows it.
      checkedAt: null,
    })
    .where(byKey(row));
}

/**
 * Has Resend look at the DNS records. A verified domain is only looked at: verifying it again could take it out of use
 * for a while. Throws `wrong_state`, `provider_refused`,
 * ProviderUnavailable.
 */
export async function startVerification(row: Registered): Promise<void> {
  const known = row.status === "verified" ? await refreshDomain(row) : row;
  if (known.status === "verified") return;
  const answer = await verifyResendDomain(row.resendId);
  if (answer.kind !== "done") throw troubleOf(answer);
  await readAnew(row);
}

/** Removes a domain, at Resend first: what is gone there already is removed here. Throws `provider_refused`, ProviderUnavailable. */
export async function deleteDomain(row: Registered): Promise<void> {
  const answer = await removeResendDomain(row.resendId);
  if (answer.kind !== "done" && answer.kind !== "missing") throw troubleOf(answer);
  await dropDomain(row);
}
