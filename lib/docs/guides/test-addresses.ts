import "server-only";
import type { Guide } from "../../contracts/docs";
import { list, section, table } from "../write";

/** Recipients that always behave in the same way. */
export function testAddresses(): Guide {
  return {
    slug: "test-addresses",
    title: "Test addresses",
    summary: "Recipients that are delivered, bounce or complain on purpose, without harm to your reputation.",
    sections: [
      section(
        "The addresses",
        "Send to these to see what your program does. They are Resend's, and nobody reads them.",
        table(
          "Test addresses and what happens to mail to them",
          ["Address", "What happens", "`last_event`"],
          [
            ["`delivered@resend.dev`", "It is delivered.", "`delivered`"],
            ["`bounced@resend.dev`", "The mail server refuses it for good.", "`bounced`"],
            ["`complained@resend.dev`", "It is delivered, then marked as spam.", "`complained`"],
            ["`suppressed@resend.dev`", "Resend does not try to deliver it.", "`suppressed`"],
          ],
        ),
        list(
          "A label tells tests apart: `delivered+signup@resend.dev`, `bounced+42@resend.dev`.",
          "Bounces and complaints put the address, label included, on your [suppression list](/docs/delivery-events). Take it off the list to test again, or use another label.",
          "Resend refuses addresses at `example.com`, `test.com` and other reserved domains: the email fails, and its credits come back.",
        ),
      ),
      section(
        "What a test costs",
        "An email to a test address leaves like any other, so it costs a credit. To check an email without sending it, make a [dry run](/docs/sending#dry-run), which costs nothing.",
      ),
    ],
  };
}
