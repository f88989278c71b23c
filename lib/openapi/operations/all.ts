import "server-only";
import type { Operation } from "../operation";
import { accountOperations } from "./account";
import { apiKeyOperations } from "./api-keys";
import { domainOperations } from "./domains";
import { emailSendOperations } from "./email-sends";
import { emailOperations } from "./emails";
import { sendOperations } from "./send";
import { suppressionBatchOperations } from "./suppression-batches";
import { suppressionOperations } from "./suppressions";
import { templateVersionOperations } from "./template-versions";
import { templateOperations } from "./templates";
import { webhookEventOperations } from "./webhook-events";
import { webhookOperations } from "./webhooks";

/** Every route that takes an API key. One that is missing here fails a test. */
export const OPERATIONS: readonly Operation[] = [
  ...emailSendOperations,
  ...emailOperations,
  ...sendOperations,
  ...domainOperations,
  ...templateOperations,
  ...templateVersionOperations,
  ...suppressionOperations,
  ...suppressionBatchOperations,
  ...webhookOperations,
  ...webhookEventOperations,
  ...apiKeyOperations,
  ...accountOperations,
];
