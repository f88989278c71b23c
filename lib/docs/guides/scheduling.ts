import "server-only";
import type { Guide } from "../../contracts/docs";
import type { Site } from "../site";
import { scheduled } from "../snippets/batches";
import { code, list, section, table } from "../write";

/** Emails for later. */
export function scheduling(site: Site): Guide {
  return {
    slug: "scheduling",
    title: "Scheduling",
    summary: "Send later, change the time, call it off.",
    sections: [
      section(
        "Send later, move, cancel",
        code(...scheduled.write(site)),
        "An email can be moved or canceled until it is on its way. After that the answer is 409 `wrong_state`.",
      ),
      section(
        "How to write a time",
        table(
          "Ways to write the time of a scheduled email",
          ["Written", "Means"],
          [
            ["`2030-01-31T09:00:00Z`", "ISO 8601 in UTC"],
            ["`2030-01-31T09:00:00+01:00`", "ISO 8601 in another zone"],
            ["`2030-01-31T09:00`", "UTC, because it names no zone"],
            ["`in 2 hours`, `tomorrow at 9am`", "English, UTC"],
            ["`Friday at 3pm ET`", "English with a zone"],
          ],
        ),
        list(
          "At most 30 days ahead, and not in the past.",
          "A text that is not a time as a whole is refused with 422.",
        ),
      ),
      section(
        "Credits of scheduled emails",
        list(
          "They are held when the email is accepted, so that it can be paid for when its time comes.",
          "Canceling gives them back at once. So does an email that fails.",
          "They are captured when the email has left.",
          "When its time comes, it is looked at again. If its credits have expired meanwhile, its domain is no longer verified, or everybody in it is suppressed, it fails and costs nothing. `cause` says why.",
        ),
      ),
    ],
  };
}
