import "server-only";
import { z } from "zod";
import { offers, productVariable } from "./catalogue";
import { parseAddress } from "./contracts/address";

const LOOPBACK_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);

const blankIsUnset = (value: unknown) =>
  typeof value === "string" && value.trim() === "" ? undefined : value;
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema.optional());
const required = (hint: string) =>
  z
    .string({ error: `is missing. ${hint}` })
    .trim()
    .min(1, `is empty. ${hint}`);
const signingKey = (hint: string) =>
  required(hint).regex(
    /^(whsec_)?[A-Za-z0-9+/]{16,}={0,2}$/,
    "must be the endpoint's signing key, `whsec_` and base64.",
  );
const httpUrl = z
  .url({
    protocol: /^https?$/,
    error: ({ input }) =>
      input === undefined
        ? "is missing. Give the address that people open, such as https://mail.example.com."
        : "is not an http(s) URL.",
  })
  .transform((url) => url.replace(/\/+$/, ""));
/** Addresses with commas between them, as they are compared: without a name, in lower case. */
const addressList = z
  .string()
  .default("")
  .transform((text) => text.split(",").flatMap((part) => part.trim().toLowerCase() || []))
  .refine((addresses) => addresses.every((address) => parseAddress(address)?.address === address), {
    error: "must be addresses with commas between them, such as `ada@example.com, grace@example.com`.",
  });
/** A span of whole days, up to ten years. */
const days = (min: number) => z.coerce.number().int().min(min).max(3_650);
/** A stand-in for a provider may only be on this machine: a real deployment can't be pointed elsewhere by mistake. */
const loopbackUrl = httpUrl.refine(
  (url) => LOOPBACK_HOSTS.has(new URL(url).hostname),
  "must point to this machine (localhost): it is for the sandbox only. Remove it to use the real service.",
);

const envSchema = z
  .object({
    BASE_URL: z.preprocess(blankIsUnset, httpUrl),
    DATABASE_URL: required(
      "Give the PostgreSQL connection string, postgres://user:password@host:5432/name.",
    ).regex(/^postgres(ql)?:\/\//, "must begin with postgres:// or postgresql://."),
    DATABASE_POOL_MAX: z.coerce.number().int().min(2).max(200).default(10),
    DATABASE_POOLER: z.preprocess(
      blankIsUnset,
      z.enum(["none", "transaction"], { error: "must be none or transaction." }).default("none"),
    ),
    NEXTAUTH_SECRET: required("Make one with `openssl rand -base64 32`.").min(
      32,
      "must have at least 32 characters.",
    ),
    NEXTAUTH_SECRET_PREVIOUS: optional(z.string().min(32, "must have at least 32 characters.")),

    DODO_PAYMENTS_API_KEY: required("Find it at Dodo under Developer, API keys; it needs write access."),
    DODO_PAYMENTS_ENVIRONMENT: z.enum(["test_mode", "live_mode"], {
      error: "must be test_mode or live_mode, whichever the key is of.",
    }),
    DODO_PAYMENTS_BASE_URL: optional(loopbackUrl),
    DODO_WEBHOOK_KEY: signingKey("Find it at Dodo on the webhook endpoint's page."),
    CREDIT_ENTITLEMENT_ID: required("Copy the id of the credit at Dodo."),

    RESEND_API_KEY: required("Make one at resend.com/api-keys."),
    RESEND_BASE_URL: optional(loopbackUrl),
    RESEND_WEBHOOK_KEY: optional(signingKey("Find it at Resend on the webhook endpoint's page.")),
    EMAIL_FROM: required("For example `MailKit <mail@your-domain>`.").refine(
      (from) => parseAddress(from) !== null,
      "must be an address, `name@domain` or `Name <name@domain>`.",
    ),

    SUPPORT_EMAIL: optional(
      z
        .string()
        .trim()
        .refine(
          (text) => parseAddress(text)?.address === text,
          "must be an address, such as help@example.com.",
        ),
    ),

    GITHUB_CLIENT_ID: optional(z.string()),
    GITHUB_CLIENT_SECRET: optional(z.string()),
    GOOGLE_CLIENT_ID: optional(z.string()),
    GOOGLE_CLIENT_SECRET: optional(z.string()),

    SANDBOX_URL: optional(loopbackUrl),
    SEND_RATE_PER_MINUTE: z.coerce.number().int().min(1).default(600),
    API_RATE_PER_SECOND: z.coerce.number().int().min(1).default(10),
    API_RATE_BURST: z.coerce.number().int().min(1).default(50),
    OPERATOR_TOKEN: optional(
      z
        .string()
        .regex(
          /^\S{32,}$/,
          "must have at least 32 characters, none of them blank. Make one with `openssl rand -hex 32`.",
        ),
    ),
    CRON_SECRET: optional(z.string().min(16, "must have at least 16 characters.")),
    METRICS_TOKEN: optional(
      z.string().min(32, "must have at least 32 characters. Make one with `openssl rand -base64 32`."),
    ),
    OTEL_EXPORTER_OTLP_ENDPOINT: optional(httpUrl),
    QUEUE_MAX_PER_CUSTOMER: z.coerce.number().int().min(1).default(20_000),
    QUEUE_MAX: z.coerce.number().int().min(1).default(200_000),
    NEW_CUSTOMER_DAILY_CREDITS: z.coerce.number().int().min(0).max(1_000_000).default(1_000),
    OPERATOR_EMAILS: addressList,
    RESEND_PLAN_EMAILS: optional(z.coerce.number().int().min(1)),
    RESEND_PLAN_PRICE: optional(z.coerce.number().min(0)),
    RETAIN_CONTENT_DAYS: days(1).default(30),
    RETAIN_EMAILS_DAYS: optional(days(90)),
    RETAIN_DODO_MESSAGES_DAYS: days(2).default(30),
    RETAIN_RESEND_MESSAGES_DAYS: days(2).default(4),
    RETAIN_DELIVERIES_DAYS: days(2).default(30),
    TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(5).default(0),
    LOG_LEVEL: z.preprocess(
      blankIsUnset,
      z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
    ),
  })
  .superRefine((env, context) => {
    const refuse = (name: string, message: string) =>
      context.addIssue({ code: "custom", path: [name], message });
    if (env.DODO_PAYMENTS_BASE_URL && env.DODO_PAYMENTS_ENVIRONMENT === "live_mode")
      refuse("DODO_PAYMENTS_BASE_URL", "and DODO_PAYMENTS_ENVIRONMENT=live_mode contradict each other.");
    if (env.RETAIN_EMAILS_DAYS !== undefined && env.RETAIN_EMAILS_DAYS < env.RETAIN_CONTENT_DAYS)
      refuse("RETAIN_EMAILS_DAYS", "is less than RETAIN_CONTENT_DAYS; an email can't go before its content.");
    for (const provider of ["GITHUB", "GOOGLE"] as const)
      if (Boolean(env[`${provider}_CLIENT_ID`]) !== Boolean(env[`${provider}_CLIENT_SECRET`]))
        refuse(
          `${provider}_CLIENT_ID`,
          `and ${provider}_CLIENT_SECRET belong together; set both or neither.`,
        );
  });

/** The id of each offer's product at Dodo, by the offer's key; its variables follow from the catalogue. */
const productIdsSchema = z
  .object(
    Object.fromEntries(
      offers.map((offer) => [
        productVariable(offer),
        required(`Copy the id of the product "${offer.name}" at Dodo, or run \`npm run setup\`.`),
      ]),
    ),
  )
  .superRefine((ids, context) => {
    const owners = new Map<unknown, string>();
    for (const [name, id] of Object.entries(ids)) {
      const owner = owners.get(id);
      const message = `is the same as ${owner}; they are two products.`;
      if (owner) context.addIssue({ code: "custom", path: [name], message });
      else owners.set(id, name);
    }
  })
  .transform((ids) => new Map(offers.map((offer) => [offer.key, ids[productVariable(offer)] ?? ""])));

export type Env = z.infer<typeof envSchema> & { PRODUCT_IDS: ReadonlyMap<string, string> };

/** The configuration has faults; `problems` has a line for each. */
export class BadConfiguration extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `The configuration has ${problems.length} fault(s):\n${problems.map((line) => `  - ${line}`).join("\n")}`,
    );
    this.name = "BadConfiguration";
  }
}

/** Reads and checks the environment. Throws BadConfiguration with everything that is wrong, not just the first. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const [parsed, productIds] = [envSchema.safeParse(source), productIdsSchema.safeParse(source)];
  if (parsed.success && productIds.success) return { ...parsed.data, PRODUCT_IDS: productIds.data };
  const issues = [...(parsed.error?.issues ?? []), ...(productIds.error?.issues ?? [])];
  throw new BadConfiguration(issues.map((issue) => `${issue.path.join(".")} ${issue.message}`));
}

let cached: Env | undefined;

/** The checked configuration of this process. Read when first needed, so that a build needs no configuration. */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}
