import "server-only";
import { v7 as uuidv7 } from "uuid";
import { systemClock } from "./clock";
import { creditStore } from "./credits/postgres-store";
import { debit, readBalance, readsAreOut } from "./dodo/ledger";
import { createMemory } from "./memory";
import { watchAccept, watchCapture, watchDispatch, watchSettle } from "./observed";
import { perProcess } from "./per-process";
import type { Ports } from "./ports";
import { takePermit } from "./providers/line";
import { postEmails } from "./resend/post-emails";
import { withRoom } from "./sending/backlog";
import { sendingStore } from "./sending/postgres-store";

/** The world as it is: PostgreSQL, both providers, and the system's clock. */
export const live: Ports = {
  sending: {
    ...sendingStore,
    accept: watchAccept(sendingStore.accept),
    settleDispatch: watchSettle(sendingStore.settleDispatch),
  },
  credits: creditStore,
  resend: { takePermit: () => takePermit("resend"), postEmails: watchDispatch(postEmails) },
  dodo: {
    takeCapturePermit: (isOverdue) => takePermit("dodo", isOverdue ? "overdue-capture" : "capture"),
    debit: watchCapture(debit),
    readsAreOut,
    readBalance,
  },
  withRoom,
  clock: systemClock,
  memory: perProcess("memory", createMemory),
  newId: () => uuidv7(),
};
