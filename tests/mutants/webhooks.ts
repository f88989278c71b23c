import type { Mutant } from "./mutant";
import { delivery, unit } from "./suites";

/** What news of providers rest on. */
export const webhooksMutants: Mutant[] = [
  {
    rule: "webhooks",
    name: "a webhook is believed by its type",
    edits: [
      {
        file: "lib/dodo/webhook.ts",
        find: "if (!dodoCustomerId) return",
        replace: 'if (!dodoCustomerId || type !== "credit.added") return',
      },
    ],
    suite: unit("dodo-decisions"),
  },
  {
    rule: "webhooks",
    name: "the latest event counts",
    edits: [
      { file: "lib/sending/furthest.ts", find: "return lead > 0 ? next : current", replace: "return next" },
    ],
    suite: unit("furthest"),
  },
  {
    rule: "webhooks",
    name: "events lock emails in any order",
    edits: [
      {
        file: "lib/sending/locked-emails.ts",
        find: ".orderBy(emails.customerId, emails.id)",
        replace: ".orderBy(sql`random()`)",
      },
      {
        file: "lib/sending/locked-emails.ts",
        find: "import { and, inArray }",
        replace: "import { and, inArray, sql }",
      },
    ],
    suite: delivery("never in a circle"),
  },
  {
    rule: "webhooks",
    name: "captures lock emails in any order",
    edits: [
      {
        file: "lib/credits/ids-in-order.ts",
        find: ".orderBy(asc(emails.id))",
        replace: ".orderBy(sql`random()`)",
      },
      {
        file: "lib/credits/ids-in-order.ts",
        find: "import { asc, type SQL }",
        replace: "import { type SQL, sql }",
      },
    ],
    suite: delivery("never in a circle"),
  },
  {
    rule: "suppressions",
    name: "somebody of several recipients is guessed",
    edits: [
      {
        file: "lib/sending/blamed-recipient.ts",
        find: "named.length === 1 ? (named[0] ?? null) : null",
        replace: "named[0] ?? distinct[0] ?? null",
      },
    ],
    suite: unit("blamed-recipient"),
  },
];
