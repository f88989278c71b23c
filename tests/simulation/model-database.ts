import type { Dispatch } from "@/lib/db/schema/emails";
import type { EmailRef } from "@/lib/resend/tags";
import type { Acceptance, Candidate } from "@/lib/sending/candidate";
import { chooseMembers, type Waiting } from "@/lib/sending/choose-members";
import type { DispatchWork } from "@/lib/sending/claim";
import { decideHolds } from "@/lib/sending/decide-holds";
import { type EmailRow, isSettled, type Standing } from "@/lib/sending/email-row";
import type { FinalOutcome } from "@/lib/sending/settle";
import { ModelCredits } from "./model-credits";
import { LEASE_MS } from "./model-rows";

/**
 * What PostgreSQL does for the pipeline, in memory: each method is one transaction, and nothing comes between.
 * `tests/simulation/model-database.test.ts` holds it against the real one, operation by operation.
 */
export class ModelDatabase extends ModelCredits {
  readonly keys = new Map<string, { requestHash: string; emailId: string }>();
  private servedLast = "";

  accept(candidate: Candidate): Acceptance {
    const { customerId, emailId, idempotencyKey, requestHash, credits } = candidate;
    const key = `${customerId} ${idempotencyKey}`;
    const owner = idempotencyKey === null ? undefined : this.keys.get(key);
    if (owner && owner.emailId !== emailId)
      return owner.requestHash === requestHash
        ? { kind: "replayed", emailId: owner.emailId, batch: null }
        : { kind: "mismatch", emailId: owner.emailId };
    const row = this.account(customerId);
    const mirrored = {
      balance: row.balance,
      held: row.held,
      quota: row.quota,
      isStale: row.staleSince !== null,
      isBeingCaptured: row.openCaptureId !== null,
      ageMs: row.balanceAsOf === null ? null : this.nowMs() - row.balanceAsOf.getTime(),
    };
    const decided = decideHolds(new Map([[customerId, mirrored]]), [candidate]).get(candidate);
    if (!decided) throw new Error("Nothing was decided");
    if (decided.kind !== "accepted") return decided;
    if (idempotencyKey !== null) this.keys.set(key, { requestHash, emailId });
    row.held += credits;
    this.alertOnCrossing(row);
    for (const email of candidate.emails)
      this.insertEmail({ customerId, ...email }, "customer", decided.available);
    return decided;
  }

  findEmail({ customerId, emailId }: EmailRef): EmailRow | null {
    const row = this.emails.get(emailId);
    return row?.customerId === customerId ? { ...row } : null;
  }

  findDispatchWork(): DispatchWork | null {
    const isExpired = this.expired(this.dispatches).length > 0;
    const queued = this.queued();
    if (!isExpired && queued.length === 0) return null;
    return { isExpired, isSystemMail: queued.some((email) => email.kind === "system") };
  }

  claimDispatch({ isExpired, isSystemMail }: DispatchWork): Dispatch | null {
    const [expired] = this.expired(this.dispatches);
    if (isExpired && expired) {
      expired.leaseUntil = this.inMs(LEASE_MS);
      expired.attempts += 1;
      return { ...expired };
    }
    const system = this.queued().filter((email) => isSystemMail && email.kind === "system");
    const chosen = chooseMembers(system.length > 0 ? [system.map(toWaiting)] : this.turns());
    if (chosen.length === 0) return null;
    const id = this.newId();
    const members = chosen.map(({ id: emailId }) => this.email(emailId));
    for (const email of members) Object.assign(email, { status: "sending", dispatchId: id });
    const bodies = members.map((email) => email.payload);
    const dispatch: Dispatch = {
      id,
      members: members.map((email) => ({ customerId: email.customerId, emailId: email.id })),
      body: bodies.length === 1 ? `${bodies[0]}` : `[${bodies.join(",")}]`,
      state: "open",
      attempts: 1,
      leaseUntil: this.inMs(LEASE_MS),
      lastError: null,
      createdAt: this.inMs(0),
      settledAt: null,
    };
    this.dispatches.set(id, dispatch);
    return { ...dispatch };
  }

  settleDispatch({ id }: Dispatch, outcome: FinalOutcome): Standing[] {
    const dispatch = this.dispatch(id);
    if (dispatch.state !== "open") return [];
    dispatch.state = outcome.kind === "contradiction" ? "unresolved" : "done";
    dispatch.lastError = outcome.kind === "settled" ? null : outcome.reason;
    const settled: EmailRow[] = [];
    dispatch.members.forEach(({ emailId }, index) => {
      const email = this.email(emailId);
      if (email.dispatchId !== id || email.status !== "sending") return;
      if (outcome.kind === "divided")
        Object.assign(email, { status: "queued", dispatchId: null, goesAlone: true });
      if (outcome.kind === "contradiction")
        Object.assign(email, { status: "unresolved", cause: outcome.reason });
      const member = outcome.kind === "settled" ? outcome.members[index] : undefined;
      if (member?.kind === "sent")
        Object.assign(email, {
          status: "sent",
          resendId: member.resendId,
          cause: null,
          sentAt: this.inMs(0),
        });
      if (member?.kind === "refused") {
        Object.assign(email, { status: "failed", cause: member.reason });
        this.account(email.customerId).held -= email.credits;
      }
      if (isSettled(email)) settled.push({ ...email });
    });
    return settled;
  }

  requeue({ id }: Dispatch, reason: string): boolean {
    const dispatch = this.dispatch(id);
    if (dispatch.state !== "open" || dispatch.attempts !== 1) return false;
    Object.assign(dispatch, { state: "done", lastError: reason });
    for (const email of this.membersStillIn(dispatch))
      Object.assign(email, { status: "queued", dispatchId: null });
    return true;
  }

  postpone({ id }: Dispatch, retryMs: number, reason: string): void {
    const dispatch = this.dispatch(id);
    if (dispatch.state !== "open") return;
    Object.assign(dispatch, { leaseUntil: this.inMs(retryMs), lastError: reason });
  }

  /** Customers in a circle that begins after the one who was served last, each with their oldest emails first. */
  private turns(): Waiting[][] {
    const queued = this.queued();
    const waiting = [...new Set(queued.map((email) => email.customerId))].sort();
    const customers = [
      ...waiting.filter((id) => id > this.servedLast),
      ...waiting.filter((id) => id <= this.servedLast),
    ];
    this.servedLast = (customers.length < 100 ? customers[0] : customers[99]) ?? "";
    const perCustomer = Math.min(100, Math.ceil(200 / Math.max(1, customers.length)));
    return customers.slice(0, 100).map((customerId) =>
      queued
        .filter((email) => email.customerId === customerId)
        .slice(0, perCustomer)
        .map(toWaiting),
    );
  }

  private queued(): EmailRow[] {
    return [...this.emails.values()].filter((email) => email.status === "queued");
  }

  private membersStillIn({ id, members }: Dispatch): EmailRow[] {
    return members
      .map(({ emailId }) => this.email(emailId))
      .filter((email) => email.dispatchId === id && email.status === "sending");
  }
}

const toWaiting = ({ customerId, id, goesAlone, payload }: EmailRow): Waiting => ({
  customerId,
  id,
  goesAlone,
  bytes: Buffer.byteLength(payload),
});
