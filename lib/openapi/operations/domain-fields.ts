import "server-only";

export const DOMAIN_ID = "0198c2f4-8a2b-7c11-8d3e-5f7a9b1c2d3e";

export const DOMAIN_OPTIONS = {
  open_tracking: "Whether opened emails are noticed.",
  click_tracking: "Whether followed links are noticed.",
  tls: "`enforced`: only over an encrypted connection, or not at all. `opportunistic`: encrypted where possible.",
  tracking_subdomain: "The sub-domain for tracked links.",
};

export const SUMMARY_FIELDS = {
  id: "The domain's id.",
  name: "The domain.",
  status: "Whether it can be sent from: only when it is `verified`.",
  created_at: "When it was added.",
  region: "Where Resend keeps it.",
  capabilities: "What it can do.",
  "capabilities.sending": "Always `enabled`.",
  "capabilities.receiving": "Always `disabled`: MailKit only sends.",
  open_tracking: "Whether opened emails are noticed.",
  click_tracking: "Whether followed links are noticed.",
  tls: "Whether an encrypted connection is a must.",
};

export const DOMAIN_FIELDS = {
  object: "Always `domain`.",
  ...SUMMARY_FIELDS,
  records: "The DNS records to make.",
  "records.record": "What it is for.",
  "records.name": "Its name, below the registered domain.",
  "records.type": "Its type, such as `TXT`.",
  "records.ttl": "How long it may be cached.",
  "records.status": "Whether it was found.",
  "records.value": "Its value.",
  "records.priority": "Its priority; only of MX records.",
};

export const DOMAIN_SUMMARY = {
  id: DOMAIN_ID,
  name: "mail.acme.dev",
  status: "pending",
  created_at: "2030-01-31T09:00:00.000Z",
  region: "us-east-1",
  capabilities: { sending: "enabled", receiving: "disabled" },
  open_tracking: false,
  click_tracking: false,
  tls: "opportunistic",
};

export const DOMAIN = {
  object: "domain",
  ...DOMAIN_SUMMARY,
  records: [
    {
      record: "SPF",
      name: "send.mail",
      type: "TXT",
      ttl: "Auto",
      status: "pending",
      value: "v=spf1 include:amazonses.com ~all",
    },
  ],
};
