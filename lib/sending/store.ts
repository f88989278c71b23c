import "server-only";
import type { Dispatch } from "../db/schema/emails";
import type { EmailRef } from "../resend/tags";
import type { Bar } from "../tenants/bar";
import type { Acceptance, Candidate } from "./candidate";
import type { DispatchWork } from "./claim";
import type { EmailRow, Standing } from "./email-row";
import type { FinalOutcome } from "./settle";

/** What the steps of a send need of the database. Each function is one transaction: it happens whole, or not at all. */
export interface SendingStore {
  /** Claims the key, holds the credits, stores the email; or nothing of it. Throws `database_unavailable`. */
  accept(candidate: Candidate): Promise<Acceptance>;
  /** What keeps a customer from sending besides their credits; null if nothing does. */
  readBar(customerId: string): Promise<Bar | null>;
  /** Those of the emails that exist, in no order. */
  findEmails(emails: readonly EmailRef[]): Promise<EmailRow[]>;
  /** How the email stands; null if there is none. Callers who ask at once share a query. */
  readStanding(email: EmailRef): Promise<Standing | null>;
  /** What waits to be dispatched, so that no permit is taken for nothing; null if nothing does. */
  findDispatchWork(): Promise<DispatchWork | null>;
  /** The next call to make: one that is due again, else one with what waits in the queue. Null if others were faster. */
  claimDispatch(work: DispatchWork): Promise<Dispatch | null>;
  /** Commits what became of a dispatch, email by email. Returns how those stand that this has settled. */
  settleDispatch(dispatch: Dispatch, outcome: FinalOutcome): Promise<Standing[]>;
  /** Puts a refused call's emails back into the queue. False if the call was made before, and may have sent them. */
  requeue(dispatch: Dispatch, reason: string): Promise<boolean>;
  /** Leaves the dispatch open for the same call later, by this or any other process. */
  postpone(dispatch: Dispatch, retryMs: number, reason: string): Promise<void>;
}
