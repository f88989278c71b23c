import { z } from "zod";
import { sandboxDefaults } from "./constants";

const environment = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65535).default(sandboxDefaults.port),
  SANDBOX_HOST: z.string().default("127.0.0.1"),
  SANDBOX_DATA_DIR: z.string().default(".data/sandbox"),
  /** Where browsers find the sandbox when it sits behind another name; else the host of the request is used. */
  SANDBOX_PUBLIC_URL: z.url().optional(),
  /** True: an account as it is on its first day, without credit, products and domain. */
  SANDBOX_EMPTY: z.stringbool().default(false),
  SANDBOX_WEBHOOK_URL: z.url().optional(),
  SANDBOX_WEBHOOK_SECRET: z.string().startsWith("whsec_").default(sandboxDefaults.webhookSecret),
  SANDBOX_RESEND_WEBHOOK_URL: z.url().optional(),
  SANDBOX_RESEND_WEBHOOK_SECRET: z.string().startsWith("whsec_").default(sandboxDefaults.resendWebhookSecret),
  SANDBOX_DODO_API_KEY: z.string().min(1).default(sandboxDefaults.dodoApiKey),
  SANDBOX_RESEND_API_KEY: z.string().min(1).default(sandboxDefaults.resendApiKey),
});

export type SandboxConfig = z.infer<typeof environment>;

/** Blank means unset, as in the official SDKs. Throws a list of everything that is wrong. */
export function readConfig(env: Record<string, string | undefined>): SandboxConfig {
  const given = Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== "");
  const parsed = environment.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw new Error(`The sandbox cannot start:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
