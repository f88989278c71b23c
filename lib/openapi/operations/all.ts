import "server-only";
import type { Operation } from "../operation";
import { emailSendOperations } from "./email-sends";
import { emailOperations } from "./emails";
import { sendOperations } from "./send";

/** Every route that takes an API key. One that is missing here fails a test. */
export const OPERATIONS: readonly Operation[] = [
  ...emailSendOperations,
  ...emailOperations,
  ...sendOperations,
];
