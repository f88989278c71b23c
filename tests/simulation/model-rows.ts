import type { Account } from "@/lib/credits/account";
import { decideAlert, levelOf, toAlertLevel } from "@/lib/credits/alert-ladder";
import type { Capture } from "@/lib/db/schema/credits";
import type { Dispatch } from "@/lib/db/schema/emails";
import type { EmailRow } from "@/lib/sending/email-row";
import type { CandidateEmail } from "@/lib/sending/message";

export type AccountRow = Omit<Account, "now" | "available">;

export const LEASE_MS = 30_000;

/** An account that nothing was ever done with, by the name of its customer. */
export function newAccount(
  customerId: string,
  known: Pick<AccountRow, "email" | "balance" | "balanceAsOf">,
): AccountRow {
  return {
    customerId,
    dodoCustomerId: customerId,
    ...known,
    held: 0,
    version: 0,
    quota: null,
    openCaptureId: null,
    captureNotBefore: null,
    staleSince: null,
    balanceRoseAt: null,
    allowance: 10,
    lowThreshold: 2,
    alertLadder: null,
    alertLevel: "none",
    alertedAt: null,
    expiryLookAt: null,
    billingStaleSince: null,
    syncNotBefore: null,
  };
}

/** The rows of the simulation's database, and what both of its halves do with them. */
export class ModelRows {
  readonly accounts = new Map<string, AccountRow>();
  /** In the order in which they were accepted. */
  readonly emails = new Map<string, EmailRow>();
  readonly dispatches = new Map<string, Dispatch>();
  readonly captures = new Map<string, Capture>();

  constructor(
    protected readonly nowMs: () => number,
    protected readonly newId: () => string,
  ) {}

  addCustomer(row: AccountRow): void {
    this.accounts.set(row.customerId, row);
  }

  protected alertOnCrossing(row: AccountRow, hasRisen = false): void {
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

  protected insertEmail(
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

  protected expired<Row extends { state: string; leaseUntil: Date }>(rows: Map<string, Row>): Row[] {
    return [...rows.values()]
      .filter((row) => row.state === "open" && row.leaseUntil.getTime() <= this.nowMs())
      .sort((a, b) => a.leaseUntil.getTime() - b.leaseUntil.getTime());
  }

  protected inMs = (ms: number) => new Date(this.nowMs() + ms);
  protected account = (id: string) => found(this.accounts, id);
  protected email = (id: string) => found(this.emails, id);
  protected dispatch = (id: string) => found(this.dispatches, id);
  protected capture = (id: string) => found(this.captures, id);
}

function found<Row>(rows: ReadonlyMap<string, Row>, id: string): Row {
  const row = rows.get(id);
  if (!row) throw new Error(`There is no row ${id}`);
  return row;
}

const NOBODY = { from: "", cc: [], bcc: [], replyTo: [] };
