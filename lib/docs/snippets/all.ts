import "server-only";
import { batch, readEmails, scheduled } from "./batches";
import { dryRun, handleErrors, idempotentSend } from "./careful";
import type { Example } from "./example";
import { firstEmail } from "./first-email";
import { attachments, fullEmail, unsubscribe } from "./sending";
import { template } from "./templates";

/** Every example that a test runs. One that a guide shows and that is not here fails it. */
export const EXAMPLES: readonly Example[] = [
  firstEmail,
  fullEmail,
  attachments,
  unsubscribe,
  dryRun,
  idempotentSend,
  handleErrors,
  batch,
  scheduled,
  readEmails,
  template,
];
