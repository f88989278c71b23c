/**
 * The ids and secrets that a fresh sandbox starts with. They are public on purpose: they open nothing but
 * a sandbox. Scripts and tests import this file, so it imports nothing itself.
 */
export const sandboxDefaults = {
  port: 4010,
  dodoApiKey: "dodo_test_sandbox",
  resendApiKey: "re_sandbox",
  /** Standard Webhooks secret: `whsec_` and base64 of 24 bytes ("mailkit-sandbox-webhooks"). */
  webhookSecret: "whsec_bWFpbGtpdC1zYW5kYm94LXdlYmhvb2tz",
  /** The same for delivery events of the mail side ("mailkit-sandbox-mailevent"). */
  resendWebhookSecret: "whsec_bWFpbGtpdC1zYW5kYm94LW1haWxldmVudA==",
  businessId: "bus_0SandboxMailKit0001Bu",
  creditEntitlementId: "cde_0SandboxMailKit0001Cr",
  planProductId: "pdt_0SandboxMailKit0001Pl",
  topupProductId: "pdt_0SandboxMailKit0002To",
  emailFrom: "MailKit <hello@mailkit.example>",
  /** How the endpoints of the settings are called in the lists of endpoints. */
  configuredEndpointIds: { dodo: "ep_0SandboxConfigured001", resend: "636f6e66-6967-4000-8000-757265640000" },
  /** A sender at resend.dev may write to this address only, besides the test boxes. */
  accountOwnerEmail: "owner@mailkit.example",
} as const;
