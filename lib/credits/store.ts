import "server-only";
import type { Capture } from "../db/schema/credits";
import type { Account } from "./account";
import type { CaptureWork } from "./claim-capture";
import type { Captured } from "./settle-capture";

/** What holds and captures need of the database. Each function is one transaction: it happens whole, or not at all. */
export interface CreditStore {
  /** Throws if the customer does not exist, which sign-up rules out. */
  loadAccount(customerId: string): Promise<Account>;
  /** Mirrors a balance that was read at Dodo since `before`. False if a capture made the number worthless. */
  mirrorRead(before: Account, balance: number): Promise<boolean>;
  /** What is to be captured, so that no permit is taken for nothing; null if nothing is. */
  findCaptureWork(): Promise<CaptureWork | null>;
  /** Makes one capture of all of a customer's sent emails that the balance can pay for; null if there are none. */
  openCapture(customerId: string): Promise<Capture | null>;
  /** Takes over a capture that a dead process left, or that is due again; null if there is none, or its turn comes later. */
  claimExpiredCapture(): Promise<Capture | null>;
  /** The debit has landed: its holds become a debit, here, too. Does nothing if another process was first. */
  settleCaptured(capture: Capture, outcome: Captured, askedAt: Date): Promise<void>;
  /** Dodo says that there is too little: the holds stay, and a later capture collects what fits. */
  settleInsufficient(capture: Capture, reason: string): Promise<void>;
  /** Leaves the capture open for the same debit later, by this or any other process. */
  postponeCapture(capture: Capture, retryMs: number, reason: string): Promise<void>;
}
