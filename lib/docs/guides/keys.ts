import "server-only";
import type { Guide } from "../../contracts/docs";
import { list, note, section, table } from "../write";

/** What a key may do, and how much it may spend. */
export function keys(): Guide {
  return {
    slug: "api-keys",
    title: "API keys and budgets",
    summary: "Give each program a key that can do and spend no more than it needs.",
    sections: [
      section(
        "Permissions",
        table(
          "Permissions of API keys",
          ["Permission", "May do"],
          [
            ["`full_access`", "Everything in the [reference](/docs/api)"],
            [
              "`sending_access`",
              "`POST /emails`, `POST /emails/batch`, `POST /api/send`, and reading `GET /me` and `GET /credits`",
            ],
          ],
        ),
        list(
          "A key for sending may be bound to one domain. It then sends from addresses at this domain only, and `from` is required.",
          "A key may have an expiry. Afterwards it is refused like one that does not exist: 401 `invalid_api_key`.",
          "A key with a budget or an expiry can't manage other keys: it could make one without.",
        ),
      ),
      section(
        "Budgets",
        list(
          "A key may have a budget of credits a day, a month, or both. Days and months are UTC's.",
          "A send that would go beyond it is refused with 429: `daily_quota_exceeded` or `monthly_quota_exceeded`, with `details.reason` `daily_key_budget` or `monthly_key_budget`. Nothing is charged.",
          "Credits that come back, because an email failed or was canceled, come back to the budget, too.",
          "Budgets are set on the page [API keys](/dashboard/keys).",
        ),
      ),
      section(
        "Keeping keys safe",
        list(
          "A key is shown once. MailKit stores only a hash of it, and can't show it again.",
          "A revoked key is refused from the next request on.",
          "Keep keys on your servers. A browser or an app that has one gives it to everybody.",
        ),
        note("Two keys make a change without a gap: make a new one, deploy it, revoke the old one."),
      ),
    ],
  };
}
