import "server-only";
import { z } from "zod";
import { DOMAIN_REGIONS } from "../contracts/domain-regions";
import {
  type DomainStatus,
  domainRecordSchema,
  domainStatusSchema,
  type WireDomainRecord,
} from "../contracts/resend/domain";
import type { ResendAnswer } from "./outcome";

/** What one call about domains means. */
export type DomainAnswer<T> =
  | { kind: "done"; value: T }
  /** Resend has no such domain. */
  | { kind: "missing" }
  /** Resend will never do this, for this reason in its words. Nothing was done. */
  | { kind: "refused"; status: number; reason: string }
  /** The operator's key may not manage domains. Nothing was done. */
  | { kind: "forbidden"; reason: string }
  /** Resend could not be asked, or its answer is lost; then it may have been done. */
  | { kind: "unavailable"; reason: string; retryAfterSeconds: number; mayBeDone: boolean };

/** A domain as Resend has it, as far as MailKit depends on it. */
export interface ResendDomain {
  id: string;
  name: string;
  status: DomainStatus;
  region: string;
  createdAt: Date;
  openTracking: boolean;
  clickTracking: boolean;
}

/** Where Resend does not say when to come again. */
export const RETRY_AFTER_SECONDS = 5;
/** A longer wait is not believed. */
const RETRY_AFTER_SECONDS_MAX = 60;

const errorSchema = z.object({ name: z.string(), message: z.string(), statusCode: z.number().nullable() });
/** Resend says "API key is invalid" as a `validation_error`, so its text is all there is to tell it by. */
const KEY_TROUBLE = /api key/i;

/** Resend's older word for a domain whose records went missing; and a new word must not stop everything. */
const statusSchema = z.string().transform((status): DomainStatus => {
  if (status === "temporary_failure") return "partially_failed";
  return domainStatusSchema.safeParse(status).data ?? "pending";
});

const listedSchema = z
  .object({
    id: z.string().min(1),
    name: z.string(),
    status: statusSchema,
    // SDKs refuse a region that they don't know.
    region: z.enum(DOMAIN_REGIONS).catch("us-east-1"),
    created_at: z.string(),
    open_tracking: z.boolean().nullish(),
    click_tracking: z.boolean().nullish(),
  })
  .transform(
    ({ id, name, status, region, created_at, open_tracking, click_tracking }): ResendDomain => ({
      id,
      name: name.toLowerCase(),
      status,
      region,
      // Resend writes PostgreSQL's form of a moment, which Date reads as it is.
      createdAt: new Date(created_at),
      openTracking: open_tracking ?? false,
      clickTracking: click_tracking ?? false,
    }),
  );

/** Records of kinds that are not about sending, or that no SDK knows, are left out. */
const recordsSchema = z
  .array(z.unknown())
  .transform((records): WireDomainRecord[] =>
    records.flatMap((record) => domainRecordSchema.safeParse(record).data ?? []),
  );

/** A whole domain, with its records. */
export const wholeSchema = z
  .intersection(listedSchema, z.object({ records: recordsSchema }))
  .transform(({ records, ...domain }) => ({ domain, records }));
export type WholeDomain = z.infer<typeof wholeSchema>;

export const pageSchema = z.object({ has_more: z.boolean(), data: z.array(listedSchema) });

/** Verifying, changing and removing answer little, and their status says it all. */
export const refSchema = z.object({ id: z.string() });

/** Decides what an answer means. Pure. */
export function domainAnswer<T extends z.ZodType>(
  { data, error, headers }: ResendAnswer,
  schema: T,
): DomainAnswer<z.output<T>> {
  if (error === null || error === undefined) {
    const parsed = schema.safeParse(data);
    return parsed.success ? { kind: "done", value: parsed.data } : lost("Resend's answer could not be read.");
  }
  const parsed = errorSchema.safeParse(error);
  if (!parsed.success) return lost("Resend's error could not be read.");
  const { name, message: reason, statusCode: status } = parsed.data;
  if (status === null) return lost("Resend did not answer.");
  if (status === 429 || name === "resource_locked")
    return {
      kind: "unavailable",
      reason,
      retryAfterSeconds: retryAfterSeconds(headers),
      mayBeDone: false,
    };
  if (status >= 500 || status === 408) return lost(reason);
  if (status === 401 || KEY_TROUBLE.test(reason) || /(api_key|permission)$/.test(name))
    return { kind: "forbidden", reason: `${name}: ${reason}` };
  return status === 404 ? { kind: "missing" } : { kind: "refused", status, reason };
}

function lost(reason: string): DomainAnswer<never> {
  return { kind: "unavailable", reason, retryAfterSeconds: RETRY_AFTER_SECONDS, mayBeDone: true };
}

function retryAfterSeconds(headers: ResendAnswer["headers"]): number {
  const seconds = Number(headers?.["retry-after"]);
  return seconds > 0 ? Math.min(seconds, RETRY_AFTER_SECONDS_MAX) : RETRY_AFTER_SECONDS;
}
