import type { Account } from "@/lib/credits/account";
import type { CaptureWork } from "@/lib/credits/claim-capture";
import { fitIntoBalance } from "@/lib/credits/fit-into-balance";
import type { Captured } from "@/lib/credits/settle-capture";
import type { Capture } from "@/lib/db/schema/credits";
import type { EmailRow } from "@/lib/sending/email-row";
import { type AccountRow, LEASE_MS, ModelRows } from "./model-rows";

const SHORT_RETRY_MS = 600_000;
const BEHIND_ANOTHER_MS = 250;
const OVERDUE_MS = 60_000;
const EMAILS_PER_CAPTURE_MAX = 500;

/** What PostgreSQL does for mirroring balances and capturing: the store of credits. */
export class ModelCredits extends ModelRows {
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

  private giveUp(row: AccountRow, captureId: string, delayMs: number): void {
    if (row.openCaptureId !== captureId) return;
    row.openCaptureId = null;
    if (delayMs > 0) {
      row.captureNotBefore = this.inMs(delayMs);
      row.staleSince = this.inMs(0);
    }
  }

  private mayCapture(row: AccountRow): boolean {
    return (
      row.openCaptureId === null &&
      (row.captureNotBefore === null || row.captureNotBefore.getTime() <= this.nowMs())
    );
  }
}

const isUncaptured = (email: EmailRow) =>
  email.status === "sent" && email.captureId === null && email.credits > 0;
