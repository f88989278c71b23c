import "server-only";
import { v7 as uuidv7 } from "uuid";
import { liveCredits } from "../credits/live";
import { perProcess } from "../per-process";
import { takePermit } from "../providers/line";
import { postEmails } from "../resend/post-emails";
import { withRoom } from "./backlog";
import { createMemory } from "./memory";
import { watchAccept, watchDispatch, watchSettle } from "./observed";
import type { Ports } from "./ports";
import { sendingStore } from "./postgres-store";

/** The world as it is: PostgreSQL, both providers, and the system's clock. */
export const live: Ports = {
  ...liveCredits,
  sending: {
    ...sendingStore,
    accept: watchAccept(sendingStore.accept),
    settleDispatch: watchSettle(sendingStore.settleDispatch),
  },
  resend: { takePermit: () => takePermit("resend"), postEmails: watchDispatch(postEmails) },
  withRoom,
  memory: perProcess("memory", () => createMemory(liveCredits.memory)),
  newId: () => uuidv7(),
};
