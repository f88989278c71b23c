import "server-only";
import type { Check } from "../contracts/checks";
import { eventDifferences } from "../providers/differences";
import { maySendOnly, openResendAccount, type ResendAccount } from "../resend/account";
import { listResendDomains, listResendWebhooks } from "../resend/account-lists";
import { RESEND_EVENTS, readResendSecret } from "../resend/account-webhooks";
import type { ResendDomain } from "../resend/domain-answer";
import { canDeliver, NEEDS_PUBLIC_ADDRESS, webhookUrl } from "./address";
import { checking, ok, skipped, troubleOf } from "./check";
import { checkClock } from "./clock";
import type { CheckContext } from "./context";
import { checkLimit } from "./limits";
import { checkSender } from "./sender";
import { type FoundEndpoint, webhookVerdict } from "./webhook-verdict";

const WEBHOOK = "resend_webhook";
const MAY_SEND_ONLY =
  "RESEND_API_KEY may only send, so this could not be looked up. Mail goes out all the same.";

/** The key, the domain that mails come from, and the webhook. */
export async function checkResend(context: CheckContext): Promise<Check[]> {
  const { configuration, manners } = context;
  const apiKey = configuration.value("RESEND_API_KEY");
  if (!apiKey) return [skipped("resend_key", "Resend was not asked: RESEND_API_KEY is not set.")];
  const account = openResendAccount({ apiKey, baseUrl: configuration.value("RESEND_BASE_URL") }, manners);
  let domains: ResendDomain[];
  try {
    domains = await listResendDomains(account);
  } catch (error) {
    if (!maySendOnly(error)) return [troubleOf("resend_key", error)];
    const limited = ["sender", WEBHOOK].map((name) => skipped(name, MAY_SEND_ONLY));
    return [ok("resend_key", "Resend takes the key, for sending only."), ...aside(account), ...limited];
  }
  return [
    ok("resend_key", "Resend takes the key."),
    ...aside(account),
    checkSender(configuration.value("EMAIL_FROM"), domains),
    await checkWebhook(account, context),
  ];
}

const aside = (account: ResendAccount): Check[] => [
  checkClock("resend_clock", "Resend's", account.seen()?.skewMs ?? null),
  checkLimit("resend_limit", "Resend", account.seen()),
];

function checkWebhook(account: ResendAccount, { configuration }: CheckContext): Promise<Check> {
  return checking(WEBHOOK, async () => {
    const [baseUrl, key] = [configuration.value("BASE_URL"), configuration.value("RESEND_WEBHOOK_KEY")];
    if (!baseUrl) return skipped(WEBHOOK, "BASE_URL is not set.");
    const text = "Emails go out, but what became of them is not heard";
    if (!canDeliver(baseUrl, configuration.value("RESEND_BASE_URL")))
      return skipped(WEBHOOK, `Resend can't reach ${baseUrl}. ${text}.`, NEEDS_PUBLIC_ADDRESS);
    if (!key) return skipped(WEBHOOK, `RESEND_WEBHOOK_KEY is not set. ${text}.`, "Run `npm run setup`.");
    const url = webhookUrl(baseUrl, "resend");
    const endpoints: FoundEndpoint[] = [];
    for (const { id, endpoint, status, events } of await listResendWebhooks(account))
      if (endpoint === url) {
        const state = { isDisabled: status === "disabled", events: events ?? null, wanted: RESEND_EVENTS };
        const secret = await readResendSecret(account, id);
        endpoints.push({ id, differences: eventDifferences(state), secret });
      }
    return webhookVerdict(WEBHOOK, "Resend", { url, endpoints, key, variable: "RESEND_WEBHOOK_KEY" });
  });
}
