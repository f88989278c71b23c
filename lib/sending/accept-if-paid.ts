import "server-only";
import { refreshBalance } from "../credits/refresh";
import { AppError } from "../errors";
import type { Acceptance, Candidate } from "./candidate";
import { MIRROR_SERVES_MS } from "./decide-holds";
import type { Ports } from "./ports";
import { maySecondLook } from "./second-look";

/** Tries once, and a second time after the balance was read anew, if it was too old to decide on or too low. */
export async function acceptIfPaid(ports: Ports, candidate: Candidate): Promise<Acceptance> {
  const { sending, dodo, clock, memory } = ports;
  const trustsMirror = dodo.readsAreOut() ? "while-it-serves" : "no";
  const first = await sending.accept({ ...candidate, trustsMirror });
  const looksAgain =
    first.kind === "stale" ||
    (first.kind === "short" && maySecondLook(memory, candidate.customerId, clock.nowMs()));
  if (!looksAgain) return first;
  await refreshOrTrustMirror(ports, candidate.customerId);
  return sending.accept({ ...candidate, trustsMirror: "yes" });
}

/** Asks Dodo. If it can't be asked, the mirror serves while it is not too old; then the answer is 503. */
async function refreshOrTrustMirror(ports: Ports, customerId: string): Promise<void> {
  const { now, balanceAsOf } = await ports.credits.loadAccount(customerId);
  const mayServe = balanceAsOf !== null && now.getTime() - balanceAsOf.getTime() <= MIRROR_SERVES_MS;
  try {
    await refreshBalance(ports, customerId, now, mayServe ? "read-for-send" : "must-read");
  } catch (error) {
    // A key that Dodo refuses is the operator's trouble, not the sender's, so the mirror serves then as well.
    const isDodosTrouble = error instanceof AppError && error.code.startsWith("provider_");
    if (!isDodosTrouble || !mayServe) throw error;
  }
}
