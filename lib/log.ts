import "server-only";
import pino from "pino";
import { describeError } from "./describe-error";

/**
 * What a log line may carry, besides level, time and message. Anything else is dropped: bodies, addresses, keys and
 * tokens can't get into a log by accident.
 */
export interface LogFields {
  requestId?: string;
  method?: string;
  path?: string;
  status?: number;
  code?: string;
  durationMs?: number;
  userId?: string;
  customerId?: string;
  emailId?: string;
  dispatchId?: string;
  captureId?: string;
  checkoutId?: string;
  webhookId?: string;
  eventType?: string;
  provider?: string;
  attempt?: number;
  credits?: number;
  reason?: string;
  /** An error: only its name, message and stack are written. */
  error?: unknown;
}

type Level = "debug" | "info" | "warn" | "error";

const logger = pino({
  level: process.env.LOG_LEVEL || "info",
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
});

const FIELDS: readonly (keyof LogFields)[] = [
  "requestId",
  "method",
  "path",
  "status",
  "code",
  "durationMs",
  "userId",
  "customerId",
  "emailId",
  "dispatchId",
  "captureId",
  "checkoutId",
  "webhookId",
  "eventType",
  "provider",
  "attempt",
  "credits",
  "reason",
];

function write(level: Level, message: string, fields: LogFields = {}): void {
  const line: Record<string, unknown> = {};
  for (const name of FIELDS) if (fields[name] !== undefined) line[name] = fields[name];
  if (fields.error !== undefined) line.error = describeError(fields.error);
  logger[level](line, message);
}

/** JSON lines on standard output, one per happening. */
export const log = {
  debug: (message: string, fields?: LogFields) => write("debug", message, fields),
  info: (message: string, fields?: LogFields) => write("info", message, fields),
  warn: (message: string, fields?: LogFields) => write("warn", message, fields),
  error: (message: string, fields?: LogFields) => write("error", message, fields),
};
