import "server-only";
import type { Guide } from "../../contracts/docs";
import { EMAIL_BYTES_MAX, RECIPIENTS_MAX, SEND_AT_ONCE_MAX } from "../../contracts/send-rules";
import type { Site } from "../site";
import { batch } from "../snippets/batches";
import { dryRun } from "../snippets/careful";
import { attachments, fullEmail, unsubscribe } from "../snippets/sending";
import { code, json, list, note, section } from "../write";

/** Everything that an email may have. */
export function sending(site: Site): Guide {
  return {
    slug: "sending",
    title: "Sending email",
    summary: "Senders, recipients, files, tags, headers, batches, and how to see the price before you send.",
    sections: [
      section(
        "An email with everything",
        code(...fullEmail.write(site)),
        "The answer comes when the email is stored, before it has left. `GET /emails/{id}` and [webhooks](/docs/webhooks) say what becomes of it. If you would rather wait until Resend has it, call `POST /api/send` of the [reference](/docs/api/send).",
      ),
      section(
        "Sender and replies",
        list(
          `\`from\` is \`name@domain\` or \`Name <name@domain>\`, on a domain that you have [verified](/docs/domains). A sub-domain is a domain of its own: verifying \`acme.dev\` does not allow \`mail.acme.dev\`.`,
          `\`${site.sender}\` is always allowed, with any display name. It is also the sender if you leave \`from\` out.`,
          "`reply_to` is one address or a list. Left out, replies go to your account's address.",
        ),
      ),
      section(
        "Recipients",
        list(
          "`to`, `cc` and `bcc` are one address each, or a list.",
          `At most ${RECIPIENTS_MAX} recipients, all three together. Each costs one credit.`,
          "Recipients on your [suppression list](/docs/delivery-events) are left out and cost nothing. The answer names them in `skipped`. If nobody is left in `to`, the answer is 422 `all_suppressed`.",
        ),
      ),
      section(
        "Content",
        list(
          '`html`, `text`, or both, at most 500,000 characters each. Without `text`, one is made from the HTML; `"text": ""` means none.',
          "`subject` has at most 998 characters and no line breaks.",
          "`headers`: at most 20. Headers that the mail system writes itself, such as `From`, `Date` or `Content-Type`, are refused.",
          "`tags`: at most 73, each with a name and a value of ASCII letters, digits, `_` and `-`. They come back in webhooks.",
        ),
      ),
      section(
        "Attachments and inline images",
        code(...attachments.write(site)),
        list(
          `\`content\` is the file in base64; the SDKs make it from a buffer. The whole email has at most ${EMAIL_BYTES_MAX / 1_000_000} MB with its files in base64, which is about 30 MB of files, and at most 100 files.`,
          "An inline image has a `content_id`, and the HTML shows it where it says `cid:` and that id.",
          "`path` is refused: MailKit does not fetch files from URLs.",
        ),
      ),
      section(
        "One-click unsubscribe",
        "`unsubscribe: true` adds the headers that Gmail and Yahoo ask for (RFC 8058). MailKit serves the address behind them: whoever presses the button goes on your suppression list.",
        code(...unsubscribe.write(site)),
        "Such an email has exactly one recipient, because the button stands for one person. Leave it out of password resets and receipts.",
      ),
      section(
        "Batches",
        `\`POST /emails/batch\` takes a list of up to ${SEND_AT_ONCE_MAX} emails in one request.`,
        code(...batch.write(site)),
        list(
          "**Strict**, the default: all emails are accepted, or none. One that is wrong, or one credit too few, and nothing is sent. The error says which entry it is about.",
          "**Permissive**, with `x-batch-validation: permissive`: emails that are valid are accepted in order as long as the credits suffice. `errors` names the others by their place in the request.",
          "An `Idempotency-Key` stands for the batch as a whole.",
          "A request has at most 48 MB, all emails together.",
        ),
      ),
      section(
        "Dry run",
        "With `x-mailkit-dry-run: 1`, a send or a batch is checked and priced. Nothing is sent, held or stored.",
        code(...dryRun.write(site)),
        code(
          json(`
            {
              "dry_run": true,
              "would_be_accepted": true,
              "reason": null,
              "message": null,
              "credits": { "required": 2, "available": 4999 },
              "skipped": [],
              "scheduled_at": null
            }
          `),
        ),
        note("An email whose fields are wrong is answered with 422 in a dry run as well."),
      ),
      section(
        "How long emails are kept",
        `${site.days.content} days after an email is sent, has failed or was canceled, its content is removed: HTML, text, headers and the names of files. Files themselves are removed as soon as it has left. From then on \`GET /emails/{id}\` answers null for \`html\` and \`text\`, and \`content_removed_at\` says since when.`,
        site.days.emails === null
          ? "Who it went to, its subject, its tags and what became of it stay until you delete the account. [Settings](/dashboard/settings) has an export of everything."
          : `Who it went to, its subject, its tags and what became of it are removed ${site.days.emails} days after it was made. [Settings](/dashboard/settings) has an export of everything.`,
        "An email that is scheduled or still waits is not touched, however old it is.",
      ),
    ],
  };
}
