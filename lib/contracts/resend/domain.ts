import { z } from "zod";
import { DOMAIN_REGIONS } from "../domain-regions";

/** These six and no others: Resend's SDKs for Rust and .NET refuse what they don't know. */
export const domainStatusSchema = z.enum([
  "not_started",
  "pending",
  "verified",
  "failed",
  "partially_verified",
  "partially_failed",
]);
export type DomainStatus = z.infer<typeof domainStatusSchema>;

const recordStatusSchema = z.enum(["not_started", "pending", "verified", "failed", "temporary_failure"]);
export type RecordStatus = z.infer<typeof recordStatusSchema>;

/** A DNS record to be made. Its name is relative to the zone of the registered domain. */
export const domainRecordSchema = z.object({
  record: z.enum(["SPF", "DKIM", "Tracking", "TrackingCAA"]),
  name: z.string(),
  type: z.string(),
  ttl: z.string(),
  status: recordStatusSchema,
  value: z.string(),
  priority: z.number().int().optional(),
});
export type WireDomainRecord = z.infer<typeof domainRecordSchema>;

const tlsSchema = z.enum(["opportunistic", "enforced"]);

const summarySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  status: domainStatusSchema,
  created_at: z.iso.datetime(),
  region: z.enum(DOMAIN_REGIONS),
  /** MailKit only sends; the Rust SDK wants to read both all the same. */
  capabilities: z.object({ sending: z.literal("enabled"), receiving: z.literal("disabled") }),
  open_tracking: z.boolean(),
  click_tracking: z.boolean(),
  tls: tlsSchema,
});
export type DomainSummary = z.infer<typeof summarySchema>;

/** Answer of `POST /domains` and `GET /domains/{id}`. */
export const domainSchema = summarySchema.extend({
  object: z.literal("domain"),
  records: z.array(domainRecordSchema),
});
export type Domain = z.infer<typeof domainSchema>;

/** Answer of `GET /domains`, newest first. */
export const domainListSchema = z.object({
  object: z.literal("list"),
  has_more: z.boolean(),
  data: z.array(summarySchema),
});
export type DomainList = z.infer<typeof domainListSchema>;

/** Answer of `PATCH /domains/{id}` and `POST /domains/{id}/verify`. */
export const domainRefSchema = z.object({ object: z.literal("domain"), id: z.uuid() });
export type DomainRef = z.infer<typeof domainRefSchema>;

/** Answer of `DELETE /domains/{id}`. */
export const domainDeletedSchema = domainRefSchema.extend({ deleted: z.literal(true) });
export type DomainDeleted = z.infer<typeof domainDeletedSchema>;

/** Go's SDK sends empty strings for what it was not given, others send null. */
const given = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" || value === null ? undefined : value), schema.optional());

/** One label of a host name, such as `send`. */
const label = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i, "Write one label of letters, digits and hyphens.");

const options = {
  open_tracking: given(z.boolean("Write true or false.")),
  click_tracking: given(z.boolean("Write true or false.")),
  tls: given(z.enum(tlsSchema.options, "Write `opportunistic` or `enforced`.")),
  tracking_subdomain: given(label),
};

/** Body of `PATCH /domains/{id}`; what is left out stays. Unknown fields are ignored. */
export const updateDomainSchema = z.preprocess(withSnakeKeys, z.object(options));
export type UpdateDomain = z.infer<typeof updateDomainSchema>;

/** Body of `POST /domains`. Capabilities are not asked about: a domain here is for sending. */
export const createDomainSchema = z.preprocess(
  withSnakeKeys,
  z.object({
    name: z
      .string("Write the domain, such as `mail.example.com`.")
      .max(300, "A domain's name has at most 253 characters."),
    region: given(z.enum(DOMAIN_REGIONS, `Write one of ${DOMAIN_REGIONS.join(", ")}.`)),
    custom_return_path: given(label),
    ...options,
  }),
);
export type CreateDomain = z.infer<typeof createDomainSchema>;

/** SDKs send `open_tracking`; people who read their documentation write `openTracking`. */
function withSnakeKeys(body: unknown): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const toSnake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [toSnake(key), value]));
}
