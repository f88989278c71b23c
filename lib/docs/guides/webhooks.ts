import "server-only";
import type { Guide } from "../../contracts/docs";
import type { Site } from "../site";
import { receivers } from "../snippets/receivers";
import { code, json, list, note, section, steps, table } from "../write";

/** Being told what happens. */
export function webhooks({ days }: Site): Guide {
  return {
    slug: "webhooks",
    title: "Webhooks",
    summary: "Be told when an email is delivered or bounces, and when credits run low.",
    sections: [
      section(
        "Set up",
        steps(
          "Add an endpoint on the page [Webhooks](/dashboard/webhooks), or with `POST /webhooks`: an https address, and the events that you want.",
          "Give your receiver the signing secret, `whsec_…`.",
          "Send a test event from the page. Your receiver answers with any 2xx status, within 15 seconds.",
        ),
      ),
      section(
        "Verify signatures",
        "Anybody can post to your address. Only MailKit knows the secret. Signatures follow [Standard Webhooks](https://www.standardwebhooks.com), under the names `webhook-*`, and once more as `svix-*`, which Resend's SDKs read.",
        code(...receivers),
        list(
          "Verify the body as it came, before it is parsed: written again, it is another text.",
          "`webhook-id` is the same for every attempt of an event. Keep it to do nothing twice.",
          "Both libraries refuse a signature that is older than five minutes, so that an old request can't be sent again.",
        ),
      ),
      section(
        "Events",
        table(
          "Events and when they come",
          ["Event", "When"],
          [
            ["`email.scheduled`", "An email for later was accepted."],
            ["`email.sent`", "Resend has taken the email."],
            ["`email.delivered`", "The recipient's server has taken it."],
            ["`email.delivery_delayed`", "The recipient's server asks to wait."],
            ["`email.bounced`", "The recipient's server refused it; `data.bounce` says why."],
            ["`email.complained`", "The reader marked it as spam."],
            ["`email.opened`, `email.clicked`", "It was opened, or a link was followed; only with tracking."],
            ["`email.failed`", "It did not leave, `data.failed.reason` says why, and its credits are back."],
            ["`email.suppressed`", "Resend did not try to deliver it."],
            [
              "`credits.low`",
              "You have few credits left; `data.alert` says how few. Once for each level of your alerts.",
            ],
            ["`credits.depleted`", "You have none left; sends are refused."],
            ["`credits.added`", "Credits have arrived."],
          ],
        ),
        "Events may come twice and in any order: sort them by `created_at`.",
      ),
      section(
        "Payloads",
        "Those of `email.*` have Resend's shape. `email_id` is the id that you got when you sent it. `tags` is an object here.",
        code(
          json(`
            {
              "type": "email.bounced",
              "created_at": "2030-01-31T09:00:05.000Z",
              "data": {
                "email_id": "0198c2f4-7d1e-7a53-9f0b-3c1d5e7f9a2b",
                "created_at": "2030-01-31T09:00:00.000Z",
                "from": "Acme <orders@acme.example>",
                "to": ["bounced@resend.dev"],
                "subject": "Your order 1042",
                "tags": { "category": "order" },
                "bounce": { "type": "Permanent", "subType": "General", "message": "550 5.1.1 No such user" }
              }
            }
          `),
        ),
        code(
          json(`
            {
              "type": "credits.low",
              "created_at": "2030-01-31T09:00:05.000Z",
              "data": { "available": 500, "alert": "very_low", "threshold": 500, "low_threshold": 1000, "allowance": 5000 }
            }
          `),
        ),
        code(
          json(`
            {
              "type": "credits.added",
              "created_at": "2030-01-31T09:00:05.000Z",
              "data": { "balance": 6000, "available": 6000, "added": 5000 }
            }
          `),
        ),
        "`alert` is `low`, `very_low` or `critical`, and `threshold` the credits of that level. `credits.depleted` has the same fields, with `empty` and 0.",
      ),
      section(
        "Retries",
        list(
          "Any answer but 2xx, and none within 15 seconds, is a failure. Redirects are not followed.",
          "It is tried again after 5 seconds, 5 minutes, 30 minutes, 2, 5, 10 and 10 hours: eight attempts over about a day.",
          "An endpoint that has failed at every attempt for five days is disabled, and one that answers 410 at once. The page says so; enable it when it works again.",
          "At most ten endpoints in an account.",
          `The page shows every event of the last ${days.deliveries} days with its attempts, and sends any of them once more.`,
        ),
      ),
      section(
        "Addresses",
        list(
          "Only `https://`, and only names that the whole internet can reach. No IP addresses, no user name in the address.",
          "What a name points to is checked at every call: private and local addresses are refused.",
        ),
        note("To try it on your own machine, use a tunnel that gives you a public https address."),
      ),
      section(
        "Change the secret",
        "Rotate it on the page, or with `POST /webhooks/{id}/signing-secret/rotate`. For 24 hours the old and the new secret both sign, so nothing is lost while you deploy the new one.",
      ),
    ],
  };
}
