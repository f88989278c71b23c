import type { Mutant } from "./mutant";
import { rules, unit } from "./suites";

const SETTLE = "lib/sending/settle.ts";
const DISPATCH = "lib/sending/dispatch.ts";
const OUTCOME = "lib/resend/outcome.ts";

/** What calling Resend rests on. */
export const dispatchMutants: Mutant[] = [
  {
    rule: "1 conditional updates",
    name: "a dispatch is settled by everybody who drives it",
    edits: [
      {
        file: SETTLE,
        find: 'eq(dispatches.state, "open")))\n    .returning({ id: dispatches.id });\n  if (!won)',
        replace: "))\n    .returning({ id: dispatches.id });\n  if (!won)",
      },
      {
        file: SETTLE,
        find: 'and(areMembers(members), eq(emails.dispatchId, dispatch.id), eq(emails.status, "sending"))',
        replace: "areMembers(members)",
      },
    ],
    suite: rules("two processes"),
  },
  {
    rule: "2 members, order and bytes",
    name: "a retry has its members in another order",
    edits: [
      {
        file: DISPATCH,
        find: "postEmails(dispatch.body,",
        replace:
          "postEmails(dispatch.attempts > 1 && dispatch.members.length > 1 ? JSON.stringify(JSON.parse(dispatch.body).reverse()) : dispatch.body,",
      },
    ],
    suite: rules("to Resend after"),
  },
  {
    rule: "2 members, order and bytes",
    name: "a retry is rendered anew",
    edits: [
      {
        file: DISPATCH,
        find: "postEmails(dispatch.body,",
        replace: `postEmails(dispatch.body.replaceAll('"subject":"', \`"subject":"\${dispatch.attempts > 1 ? "Again: " : ""}\`),`,
      },
    ],
    suite: rules("to Resend after"),
  },
  {
    rule: "3 one key, one payload",
    name: "a retry at Resend has a new key",
    edits: [
      {
        file: DISPATCH,
        find: "postEmails(dispatch.body, dispatch.id,",
        replace: "postEmails(dispatch.body, dispatch.attempts > 1 ? crypto.randomUUID() : dispatch.id,",
      },
    ],
    suite: rules("to Resend after"),
  },
  {
    rule: "3 one key, one payload",
    name: "emails go back into the queue although a call before may have sent them",
    edits: [{ file: "lib/sending/put-off.ts", find: ", eq(dispatches.attempts, 1)", replace: "" }],
    suite: rules("although it then stops the line"),
  },
  {
    rule: "5 Resend's answers",
    name: "a 5xx of a new name counts as refused",
    edits: [{ file: OUTCOME, find: "statusCode >= 500 || ", replace: "" }],
    suite: unit("dispatch-outcome"),
  },
  {
    rule: "5 Resend's answers",
    name: "a batch's answer that does not add up counts as success",
    edits: [
      {
        file: OUTCOME,
        find: "if (!isAligned && places.length !== size - refusals.size) return null;",
        replace: "",
      },
      { file: OUTCOME, find: "if (reason === undefined && !accepted.success) return null;", replace: "" },
    ],
    suite: unit("dispatch-outcome"),
  },
  {
    rule: "5 Resend's answers",
    name: "a batch that was refused is not divided",
    edits: [{ file: SETTLE, find: "goesAlone: true", replace: "goesAlone: false" }],
    suite: rules("of a whole batch"),
  },
  {
    rule: "6 holds and captures",
    name: "a call without an answer releases the hold",
    edits: [
      {
        file: OUTCOME,
        find: 'if (statusCode === null) return { kind: "unknown", reason: "Resend did not answer.", retryAfterMs: null };',
        replace: "if (statusCode === null) return refusal(size, message);",
      },
    ],
    suite: rules("to Resend after"),
  },
  {
    rule: "6 holds and captures",
    name: "a refused email keeps its hold",
    edits: [
      {
        file: "lib/sending/give-back.ts",
        find: "if (credits > 0) await releaseCredits(tx, customerId, credits);",
        replace: "void (credits > 0 && customerId);",
      },
    ],
    suite: rules("of one email gives its hold back"),
  },
  {
    rule: "7 leases",
    name: "work whose lease has ended is left alone",
    edits: [
      {
        file: "lib/sending/claim.ts",
        find: "isExpired ? await claimExpired() : null",
        replace: "isExpired && isSystemMail && !isSystemMail ? await claimExpired() : null",
      },
    ],
    suite: rules("to Resend after reset_after"),
  },
  {
    rule: "8 transactions",
    name: "a transaction is open while Resend is waited for",
    edits: [
      {
        file: DISPATCH,
        find: 'import type { Dispatch } from "../db/schema/emails";',
        replace:
          'import { transaction } from "../db/client";\nimport { type Dispatch, dispatches } from "../db/schema/emails";',
      },
      {
        file: DISPATCH,
        find: "const outcome = await resend.postEmails(",
        replace:
          "const outcome = await transaction(async (tx) => { await tx.select({ id: dispatches.id }).from(dispatches).limit(1); return resend.postEmails(",
      },
      {
        file: DISPATCH,
        find: '  });\n  checkpoint("resend-answered");',
        replace: '  }); });\n  checkpoint("resend-answered");',
      },
    ],
    suite: rules("has no transaction open"),
  },
  {
    rule: "8 transactions",
    name: "a COMMIT without an answer counts as one that failed",
    edits: [
      {
        file: "lib/sending/accept.ts",
        find: "return afterLostCommit(candidates, error);",
        replace: "throw databaseUnavailable(error);",
      },
    ],
    suite: rules("is asked again"),
  },
  {
    rule: "what Resend forgets",
    name: "a call is repeated after Resend has forgotten its key",
    edits: [{ file: DISPATCH, find: "> RETRY_HORIZON_MS", replace: "> Number.POSITIVE_INFINITY" }],
    suite: rules("older than Resend's memory"),
  },
];
