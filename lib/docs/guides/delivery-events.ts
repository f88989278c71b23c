import "server-only";
import type { Guide } from "../../contracts/docs";
import type { Site } from "../site";
import { readEmails } from "../snippets/batches";
import { code, list, section, table } from "../write";

/** What becomes of an email after it was accepted. */
export function deliveryEvents(site: Site): Guide {
  return {
    slug: "delivery-events",
    title: "Delivery events and suppressions",
    summary: "How far an email has come, and who gets no more mail.",
    sections: [
      section(
        "Follow an email",
        code(...readEmails.write(site)),
        table(
          "Values of last_event",
          ["`last_event`", "Meaning"],
          [
            ["`queued`", "Accepted, not gone yet."],
            ["`scheduled`", "Waits for its time."],
            ["`canceled`", "You called it off."],
            ["`sent`", "Resend has it."],
            ["`delivery_delayed`", "The recipient's server asks to wait; it is tried again."],
            ["`delivered`", "The recipient's server has taken it."],
            ["`opened`, `clicked`", "It was read, or a link was followed; only with tracking."],
            ["`bounced`", "The recipient's server refused it."],
            ["`complained`", "The reader marked it as spam."],
            ["`suppressed`", "Resend did not try, because of earlier bounces or complaints."],
            ["`failed`", "It did not leave. `cause` says why; its credits are back."],
          ],
        ),
        "Rather than asking, be told: [webhooks](/docs/webhooks).",
      ),
      section(
        "The suppression list",
        "Writing to addresses that bounce or complain ruins a sender's reputation. So these go on your list, and your emails no longer go to them:",
        list(
          "addresses that bounced for good,",
          "readers who marked an email as spam,",
          "readers who pressed one-click unsubscribe,",
          "addresses that you add yourself.",
        ),
        list(
          "The list is yours alone: other customers still reach the address.",
          "A suppressed recipient is left out of an email and costs nothing. The answer names it in `skipped`.",
          "If everybody in `to` is suppressed, the answer is 422 with `details.reason` `all_suppressed`.",
          "A full mailbox or a server that is away suppresses nobody.",
        ),
      ),
      section(
        "Change the list",
        list(
          "On the page [Suppressions](/dashboard/suppressions): look, add, remove, and bring or take it as a CSV file.",
          "With `/suppressions` of the [API](/docs/api), as in Resend's SDKs.",
        ),
      ),
    ],
  };
}
