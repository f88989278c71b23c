import { z } from "zod";
import type { SandboxConfig } from "./config";

const milliseconds = z.number().min(0);

const rateLimits = z.strictObject({
  enabled: z.boolean(),
  dodoPerSecond: z.number().int().positive(),
  dodoPerMinute: z.number().int().positive(),
  resendPerSecond: z.number().int().positive(),
});

const webhooks = z.strictObject({
  enabled: z.boolean(),
  /** Deliver each event this many times more, with the same id. */
  duplicate: z.number().int().min(0).max(1000),
  /** Hold each event back for a random while, so that later events overtake it. */
  reorder: z.boolean(),
  delayMs: milliseconds,
  /** Share of deliveries that never leave, 0 to 1. They can be sent again by hand. */
  dropRate: z.number().min(0).max(1),
  /** Waits before the second and later attempts. */
  retryScheduleMs: z.array(milliseconds),
  /** Waits are divided by this. */
  retrySpeed: z.number().positive(),
  /** Whether a late attempt carries the resource as it is now (the default, as documented) or as it was. */
  payload: z.enum(["latest", "snapshot"]),
});

const latencyMs = z.strictObject({ dodo: milliseconds, resend: milliseconds });

/** What the providers leave undocumented, and how hard the sandbox should make life. */
const settingsSchema = z.strictObject({
  webhookUrl: z.url().nullable(),
  webhookSecret: z.string().startsWith("whsec_"),
  resendWebhookUrl: z.url().nullable(),
  resendWebhookSecret: z.string().startsWith("whsec_"),
  rateLimits,
  /** Which of its two limits Dodo's headers speak of, if they are sent at all; not documented. */
  dodoLimitHeaders: z.enum(["tightest", "second", "minute", "none"]),
  /** `x-ratelimit-reset`: seconds since 1970, or seconds from now; not documented. */
  dodoLimitResetAs: z.enum(["timestamp", "delay"]),
  latencyMs,
  /** The answer to a ledger entry whose key was seen before: 409 as the API reference says, or the first answer. */
  duplicateKey: z.enum(["conflict", "replay"]),
  /** What a debit is checked for first, its key or the funds; not documented. */
  debitChecksFirst: z.enum(["key", "funds"]),
  /** Balances and overage on the wire: the SDK types say string, numbers have been seen. */
  balanceAs: z.enum(["string", "number"]),
  /** The same for the amounts in a subscription's credit_entitlement_cart. */
  cartAs: z.enum(["string", "number"]),
  /** Which event and transaction type an entry made through the API has; the documentation says both. */
  debitEvent: z.enum(["manual_adjustment", "deducted"]),
  balanceLow: z.enum(["crossing", "every_debit", "never"]),
  debitWithoutBalance: z.union([z.literal(404), z.literal(400)]),
  /** The status of Resend's "API key is invalid"; reports disagree. */
  badKeyStatus: z.union([z.literal(400), z.literal(401), z.literal(403)]),
  webhooks,
  /** For how long a subscription whose renewal failed is past due before it is on hold; 0: it is on hold at once. */
  renewalGraceMs: milliseconds,
  /**
   * What a charge of a saved card becomes: what the card says, or a payment that is still on its way, as a bank may have
   * it. Such a payment is finished by hand.
   */
  savedCardCharge: z.enum(["as_card", "processing", "requires_customer_action"]),
  /** What a domain becomes after it was asked to be verified, and how long that takes. */
  domainVerification: z.strictObject({
    outcome: z.enum(["verified", "failed", "pending"]),
    afterMs: milliseconds,
  }),
  /** Time from the acceptance of an email to each of its delivery events. */
  deliveryStepMs: milliseconds,
});

export type Settings = z.infer<typeof settingsSchema>;

/** A merge: what is absent stays. `rateLimits: false` switches the limits off and keeps their numbers. */
export const settingsPatchSchema = settingsSchema.partial().extend({
  rateLimits: z.union([z.boolean(), rateLimits.partial()]).optional(),
  latencyMs: latencyMs.partial().optional(),
  webhooks: webhooks.partial().optional(),
  domainVerification: settingsSchema.shape.domainVerification.partial().optional(),
});

export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** Svix: immediately, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h. */
const documentedRetryScheduleMs = [
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  10 * hourMs,
];

export function defaultSettings(config: SandboxConfig): Settings {
  return {
    webhookUrl: config.SANDBOX_WEBHOOK_URL ?? null,
    webhookSecret: config.SANDBOX_WEBHOOK_SECRET,
    resendWebhookUrl: config.SANDBOX_RESEND_WEBHOOK_URL ?? null,
    resendWebhookSecret: config.SANDBOX_RESEND_WEBHOOK_SECRET,
    rateLimits: { enabled: true, dodoPerSecond: 40, dodoPerMinute: 240, resendPerSecond: 10 },
    dodoLimitHeaders: "tightest",
    dodoLimitResetAs: "timestamp",
    latencyMs: { dodo: 0, resend: 0 },
    duplicateKey: "conflict",
    debitChecksFirst: "key",
    balanceAs: "string",
    cartAs: "string",
    debitEvent: "manual_adjustment",
    balanceLow: "crossing",
    debitWithoutBalance: 404,
    badKeyStatus: 400,
    renewalGraceMs: 0,
    savedCardCharge: "as_card",
    webhooks: {
      enabled: true,
      duplicate: 0,
      reorder: false,
      delayMs: 0,
      dropRate: 0,
      retryScheduleMs: documentedRetryScheduleMs,
      retrySpeed: 1,
      payload: "latest",
    },
    domainVerification: { outcome: "verified", afterMs: 1500 },
    deliveryStepMs: 30,
  };
}

export function mergeSettings(current: Settings, patch: SettingsPatch): Settings {
  const { rateLimits: limits, latencyMs: latency, webhooks: hooks, domainVerification, ...rest } = patch;
  const limitsPatch =
    typeof limits === "boolean" ? { enabled: limits } : limits ? { enabled: true, ...limits } : {};
  return {
    ...current,
    ...rest,
    rateLimits: { ...current.rateLimits, ...limitsPatch },
    latencyMs: { ...current.latencyMs, ...latency },
    webhooks: { ...current.webhooks, ...hooks },
    domainVerification: { ...current.domainVerification, ...domainVerification },
  };
}
