import type { Account } from "@/lib/credits/account";
import { decideAlert, levelOf, toAlertLevel } from "@/lib/credits/alert-ladder";
import type { CaptureWork } from "@/lib/credits/claim-capture";
import { fitIntoBalance } from "@/lib/credits/fit-into-balance";
import type { Captured } from "@/lib/credits/settle-capture";
import type { Capture } from "@/lib/db/schema/credits";
import type { Dispatch } from "@/lib/db/schema/emails";
import type { EmailRef } from "@/lib/resend/tags";
import type { Acceptance, Candidate } from "@/lib/sending/candidate";
import { chooseMembers, type Waiting } from "@/lib/sending/choose-members";
import type { DispatchWork } from "@/lib/sending/claim";
import { decideHolds } from "@/lib/sending/decide-holds";
import { type EmailRow, isSettled, type Standing } from "@/lib/sending/email-row";
import type { CandidateEmail } from "@/lib/sending/message";
import type { FinalOutcome } from "@/lib/sending/settle";

type AccountRow = Omit<Account, "now" | "available">;

const LEASE_MS = 30_000;
const SHORT_RETRY_MS = 600_000;
const BEHIND_ANOTHER_MS = 250;
const OVERDUE_MS = 60_000;
const EMAILS_PER_CAPTURE_MAX = 500;

/**
 * What PostgreSQL does for the pipeline, in memory: each method is one transaction, and nothing comes between.
 * `tests/simulation/model-database.test.ts` holds it against the real one, operation by operation.
 */
export class ModelDatabase {
  readonly accounts = new Map<string, AccountRow>();
  /** In the order in which they were accepted. */
  readonly emails = new Map<string, EmailRow>();
  readonly dispatches = new Map<string, Dispatch>();
  readonly captures = new Map<string, Capture>();
  readonly keys = new Map<string, { requestHash: string; emailId: string }>();
  private servedLast = "";

  constructor(
    private readonly nowMs: () => number,
    private readonly newId: () => string,
  ) {}

  addCustomer(row: AccountRow): void {
    this.accounts.set(row.customerId, row);
  }

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

  loadAccount(customerId: string): Account {
    const row = this.account(customerId);
    return { ...row, now: this.inMs(0), available: (row.balance ?? 0) - row.held };
  }

  mirrorRead(before: Account, balance: number): boolean {
    const row = this.account(before.customerId);
    const isOutdated = row.balanceAsOf !== null && row.balanceAsOf > before.now;
    if (row.version !== before.version || row.openCaptureId !== null || isOutdated) return false;
    const rose = this.mirror(row, balance, 0);
    row.balanceAsOf = before.now;
    if (row.staleSince !== null && row.staleSince <= before.now) row.staleSince = null;
    if (rose) row.captureNotBefore = null;
    if (balance > (before.balance ?? 0))
      for (const capture of this.captures.values())
        if (capture.customerId === row.customerId && capture.state === "open")
          capture.leaseUntil = this.inMs(0);
    this.alertOnCrossing(row, rose);
    return true;
  }

  findCaptureWork(): CaptureWork | null {
    const isExpired = this.expired(this.captures).length > 0;
    const waiting = [...this.emails.values()]
      .filter((email) => isUncaptured(email) && this.mayCapture(this.account(email.customerId)))
      .sort((a, b) => (a.sentAt?.getTime() ?? 0) - (b.sentAt?.getTime() ?? 0));
    const [oldest] = waiting;
    if (!isExpired && !oldest) return null;
    return {
      isExpired,
      customers: [...new Set(waiting.map((email) => email.customerId))].slice(0, 20),
      isOverdue: (oldest?.sentAt?.getTime() ?? Number.POSITIVE_INFINITY) < this.nowMs() - OVERDUE_MS,
    };
  }

  openCapture(customerId: string): Capture | null {
    const row = this.account(customerId);
    if (!this.mayCapture(row)) return null;
    const waiting = [...this.emails.values()]
      .filter((email) => email.customerId === customerId && isUncaptured(email))
      .sort((a, b) => (a.sentAt?.getTime() ?? 0) - (b.sentAt?.getTime() ?? 0) || (a.id < b.id ? -1 : 1))
      .slice(0, EMAILS_PER_CAPTURE_MAX);
    const paid = fitIntoBalance(waiting, row.balance ?? 0);
    const id = this.newId();
    if (paid.emails.length === 0) {
      row.openCaptureId = id;
      this.giveUp(row, id, waiting.length > 0 ? SHORT_RETRY_MS : 0);
      return null;
    }
    row.openCaptureId = id;
    for (const email of paid.emails) this.email(email.id).captureId = id;
    const capture: Capture = {
      customerId,
      id,
      credits: paid.credits,
      reason: paid.reason,
      state: "open",
      attempts: 1,
      leaseUntil: this.inMs(LEASE_MS),
      ledgerEntryId: null,
      lastError: null,
      createdAt: this.inMs(0),
      settledAt: null,
    };
    this.captures.set(id, capture);
    return { ...capture };
  }

  claimExpiredCapture(): Capture | null {
    const [expired] = this.expired(this.captures);
    if (!expired) return null;
    const row = this.account(expired.customerId);
    if (row.openCaptureId !== null && row.openCaptureId !== expired.id) {
      expired.leaseUntil = this.inMs(BEHIND_ANOTHER_MS);
      return null;
    }
    row.openCaptureId = expired.id;
    expired.leaseUntil = this.inMs(LEASE_MS);
    expired.attempts += 1;
    return { ...expired };
  }

  settleCaptured({ id, attempts }: Capture, outcome: Captured, askedAt: Date): void {
    const capture = this.capture(id);
    if (capture.state !== "open") return;
    Object.assign(capture, { state: "captured", ledgerEntryId: outcome.ledgerEntryId, lastError: null });
    const row = this.account(capture.customerId);
    let rose = false;
    if (attempts === 1 && outcome.balanceAfter !== null) {
      rose = this.mirror(row, outcome.balanceAfter, capture.credits);
      row.balanceAsOf = askedAt;
    } else {
      row.balance = (row.balance ?? 0) - capture.credits;
      row.staleSince = this.inMs(0);
    }
    row.held -= capture.credits;
    row.version += 1;
    if (row.openCaptureId === id) row.openCaptureId = null;
    this.alertOnCrossing(row, rose);
    for (const email of this.emails.values()) if (email.captureId === id) email.capturedAt = this.inMs(0);
  }

  settleInsufficient({ id, attempts }: Capture, reason: string): void {
    const capture = this.capture(id);
    const row = this.account(capture.customerId);
    if (capture.state !== "open" || capture.attempts !== attempts) return;
    Object.assign(capture, { lastError: reason, leaseUntil: this.inMs(SHORT_RETRY_MS) });
    this.giveUp(row, id, SHORT_RETRY_MS);
  }

  postponeCapture({ id }: Capture, retryMs: number, reason: string): void {
    const capture = this.capture(id);
    if (capture.state === "open")
      Object.assign(capture, { leaseUntil: this.inMs(retryMs), lastError: reason });
  }

  /** What a webhook does. */
  markStale(customerId: string): void {
    this.account(customerId).staleSince = this.inMs(0);
  }

  private mirror(row: AccountRow, balance: number, ownDebit: number): boolean {
    const rose = balance > (row.balance ?? 0) - ownDebit;
    row.balance = balance;
    if (!rose) return false;
    row.balanceRoseAt = this.inMs(0);
    row.billingStaleSince = this.inMs(0);
    return true;
  }

  private alertOnCrossing(row: AccountRow, hasRisen = false): void {
    const available = (row.balance ?? 0) - row.held;
    const level = levelOf({ ...row, available, hasHadCredits: row.balanceRoseAt !== null });
    const { told, tell } = decideAlert(level, toAlertLevel(row.alertLevel), hasRisen);
    row.alertLevel = told;
    if (tell === null) return;
    const id = this.newId();
    const payload = JSON.stringify({ tags: [{ name: "mailkit_id", value: id }] });
    const facts = {
      credits: 0,
      to: [],
      envelope: NOBODY,
      skipped: [],
      template: null,
      attachments: [],
      tags: [],
      files: null,
      scheduledAt: null,
    };
    const mail = { customerId: row.customerId, emailId: id, subject: tell, payload, ...facts };
    this.insertEmail(mail, "system", Math.max(0, available));
  }

  private insertEmail(
    mail: CandidateEmail & { customerId: string },
    kind: "customer" | "system",
    availableAfter: number,
  ): void {
    this.emails.set(mail.emailId, {
      customerId: mail.customerId,
      id: mail.emailId,
      kind,
      status: "queued",
      credits: mail.credits,
      to: mail.to,
      envelope: mail.envelope,
      skipped: mail.skipped,
      templateId: mail.template?.id ?? null,
      templateVersion: mail.template?.version ?? null,
      attachments: mail.attachments,
      apiKeyId: null,
      scheduledAt: null,
      lastEvent: null,
      lastEventAt: null,
      contentRemovedAt: null,
      subject: mail.subject,
      payload: mail.payload,
      availableAfter,
      resendId: null,
      cause: null,
      dispatchId: null,
      goesAlone: false,
      captureId: null,
      capturedAt: null,
      createdAt: this.inMs(0),
      sentAt: null,
      settledAt: null,
    });
  }

  private giveUp(row: AccountRow, captureId: string, delayMs: number): void {
    if (row.openCaptureId !== captureId) return;
    row.openCaptureId = null;
    if (delayMs > 0) {
      row.captureNotBefore = this.inMs(delayMs);
      row.staleSince = this.inMs(0);
    }
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

  private expired<Row extends { state: string; leaseUntil: Date }>(rows: Map<string, Row>): Row[] {
    return [...rows.values()]
      .filter((row) => row.state === "open" && row.leaseUntil.getTime() <= this.nowMs())
      .sort((a, b) => a.leaseUntil.getTime() - b.leaseUntil.getTime());
  }

  private membersStillIn({ id, members }: Dispatch): EmailRow[] {
    return members
      .map(({ emailId }) => this.email(emailId))
      .filter((email) => email.dispatchId === id && email.status === "sending");
  }

  private mayCapture(row: AccountRow): boolean {
    return (
      row.openCaptureId === null &&
      (row.captureNotBefore === null || row.captureNotBefore.getTime() <= this.nowMs())
    );
  }

  private inMs = (ms: number) => new Date(this.nowMs() + ms);
  private account = (id: string) => found(this.accounts, id);
  private email = (id: string) => found(this.emails, id);
  private dispatch = (id: string) => found(this.dispatches, id);
  private capture = (id: string) => found(this.captures, id);
}

function found<Row>(rows: ReadonlyMap<string, Row>, id: string): Row {
  const row = rows.get(id);
  if (!row) throw new Error(`There is no row ${id}`);
  return row;
}

const isUncaptured = (email: EmailRow) =>
  email.status === "sent" && email.captureId === null && email.credits > 0;

const NOBODY = { from: "", cc: [], bcc: [], replyTo: [] };

const toWaiting = ({ customerId, id, goesAlone, payload }: EmailRow): Waiting => ({
  customerId,
  id,
  goesAlone,
  bytes: Buffer.byteLength(payload),
});
