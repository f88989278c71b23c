import "server-only";
import type { Guide } from "../../contracts/docs";
import type { Site } from "../site";
import { code, list, section, shell, table } from "../write";

/** For programs that use Resend today. */
export function moving({ baseUrl, sender, days }: Site): Guide {
  return {
    slug: "moving-from-resend",
    title: "Moving from Resend",
    summary: "Change a key and an address. What stays the same, and what is different.",
    sections: [
      section(
        "What to change",
        "Two variables, and no code:",
        code(
          shell(`
            RESEND_API_KEY=mk_your_key
            RESEND_BASE_URL=${baseUrl}
          `),
        ),
        "Python calls the second one `RESEND_API_URL`. Some SDKs want a slash at its end: see [the table](/docs#the-address-in-each-sdk).",
        list(
          `**Domains**: add and verify them [here](/docs/domains). Until then, send from \`${sender}\`.`,
          "**Webhooks**: make an endpoint [here](/docs/webhooks) and give your receiver its secret. Your code that verifies signatures stays as it is.",
          "**Suppressions**: bring your list along, by a file in the dashboard or with `POST /suppressions/batch/add`.",
        ),
      ),
      section(
        "What is the same",
        list(
          "`POST /emails`, `POST /emails/batch`, `GET /emails`, `GET /emails/{id}`, `PATCH /emails/{id}`, `POST /emails/{id}/cancel`: paths, fields, answers, and pages.",
          "Domains, API keys, webhooks and suppressions, with the same SDK methods.",
          "`Idempotency-Key`, `x-batch-validation`, the headers `ratelimit-*` and `retry-after`.",
          "The shape of errors, and their 21 names.",
          "The events `email.*` with their payloads, and signatures under `svix-*`.",
          "The [test addresses](/docs/test-addresses).",
        ),
      ),
      section(
        "What is different",
        table(
          "Differences between Resend and MailKit",
          ["What", "Resend", "MailKit"],
          [
            [
              "Price",
              "A quota a month",
              "[Credits](/docs/credits), paid for in advance; one for each recipient",
            ],
            [
              "Nothing left",
              "429",
              "402 with `name` `monthly_quota_exceeded` and `details.reason` `insufficient_credits`",
            ],
            ["`from`", "Required", `Left out: \`${sender}\``],
            ["`reply_to`", "None", "Left out: your account's address"],
            ["Recipients", "50 in `to`", "50 in `to`, `cc` and `bcc` together"],
            ["Attachments", "A URL in `path`, too; none in batches", "`content` only; in batches, too"],
            ["Errors", "`name`", "`name`, and `details.reason`, which is more exact"],
            ["Ids", "Resend's", "MailKit's own; `message_id` is Resend's"],
            ["Content of emails", "Kept for 30 days", `Kept for ${days.content} days`],
            ["Idempotency keys", "Kept for 24 hours", "Kept for at least 48 hours"],
            ["Answers", "–", "Also say what was charged and what is left: `X-MailKit-Credits-*`"],
          ],
        ),
      ),
      section(
        "What is not there",
        list(
          "Topics: an email with `topic_id` is refused with 422, because without it somebody who has opted out would get it.",
          "Broadcasts, audiences, contacts and segments: MailKit is for transactional email.",
          "Receiving email.",
          "Other paths answer 404 with `name` `not_found`, in JSON.",
        ),
      ),
    ],
  };
}
