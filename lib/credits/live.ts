import "server-only";
import { systemClock } from "../clock";
import { debit, readBalance, readsAreOut } from "../dodo/ledger";
import { perProcess } from "../per-process";
import { takePermit } from "../providers/line";
import { watchCapture } from "./observed";
import type { BalanceMemory, CreditPorts } from "./ports";
import { creditStore } from "./postgres-store";

/** The world as it is, as far as credits touch it: PostgreSQL, Dodo, and the system's clock. */
export const liveCredits: CreditPorts = {
  credits: creditStore,
  dodo: {
    takeCapturePermit: (isOverdue) => takePermit("dodo", isOverdue ? "overdue-capture" : "capture"),
    debit: watchCapture(debit),
    readsAreOut,
    readBalance,
  },
  clock: systemClock,
  memory: perProcess("balance-memory", (): BalanceMemory => ({ balanceReads: new Map() })),
};
