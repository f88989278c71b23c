import type { Mutant, Suite } from "./mutant";

const rules = (name: string): Suite => ({
  project: "integration",
  file: "tests/sending/rules.test.ts",
  name,
});
const unit = (file: string): Suite => ({ project: "unit", file: `tests/unit/${file}.unit.test.ts` });
const delivery = (name: string): Suite => ({
  project: "integration",
  file: "tests/webhooks/delivery-load.test.ts",
  name,
});
const keys = (name: string): Suite => ({ project: "integration", file: "tests/routes/keys.test.ts", name });
const api = (file: string, name: string): Suite => ({
  project: "integration",
  file: `tests/api/${file}.test.ts`,
  name,
});
const mirror: Suite = { project: "integration", file: "tests/credits/mirror.test.ts" };

const SETTLE = "lib/sending/settle.ts";
const DISPATCH = "lib/sending/dispatch.ts";
const ACCEPT_ALL = "lib/sending/accept-all.ts";
const CAPTURE = "lib/credits/capture.ts";
const SETTLE_CAPTURE = "lib/credits/settle-capture.ts";
const ACCOUNT = "lib/credits/account.ts";
const OUTCOME = "lib/resend/outcome.ts";

/** At least one for each rule that makes sending safe. */
export const MUTANTS: Mutant[] = [
  {
    rule: "no overspending",
    name: "what is held counts as available",
    edits: [
      {
        file: "lib/sending/decide-holds.ts",
        find: "(account.balance ?? 0) - account.held",
        replace: "(account.balance ?? 0)",
      },
    ],
    suite: unit("decide-holds"),
  },
  {
    rule: "no overspending",
    name: "a daily limit, or a pause, is not heeded",
    edits: [
      {
        file: "lib/sending/decide-holds.ts",
        find: "quota !== null && quota < credits",
        replace: "false",
      },
    ],
    suite: unit("decide-holds"),
  },
  {
    rule: "no overspending",
    name: "accounts are not locked while it is decided",
    edits: [{ file: ACCEPT_ALL, find: '\n    .for("update");', replace: ";" }],
    suite: rules("two transactions"),
  },
  {
    rule: "one key, one email",
    name: "another body under a known key is taken for a retry",
    edits: [
      {
        file: ACCEPT_ALL,
        find: "owner.requestHash === candidate.requestHash",
        replace: "true",
      },
    ],
    suite: rules("one Idempotency-Key"),
  },
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
    rule: "1 conditional updates",
    name: "a capture is settled by everybody who drives it",
    edits: [
      {
        file: SETTLE_CAPTURE,
        find: 'eq(captures.state, "open")))\n      .returning({ id: captures.id });\n    if (!won)',
        replace: "))\n      .returning({ id: captures.id });\n    if (!won)",
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
    name: "a retry at Dodo has a new key",
    edits: [
      {
        file: CAPTURE,
        find: "idempotencyKey: capture.id,",
        replace: "idempotencyKey: capture.attempts > 1 ? crypto.randomUUID() : capture.id,",
      },
    ],
    suite: rules("to Dodo, whether"),
  },
  {
    rule: "3 one key, one payload",
    name: "emails go back into the queue although a call before may have sent them",
    edits: [{ file: "lib/sending/put-off.ts", find: ", eq(dispatches.attempts, 1)", replace: "" }],
    suite: rules("although it then stops the line"),
  },
  {
    rule: "4 Dodo's answers",
    name: "a 409 is not a capture",
    edits: [
      {
        file: "lib/dodo/ledger.ts",
        find: 'if (answer.status === 409) return { kind: "captured", ledgerEntryId: null, balanceAfter: null };',
        replace: "",
      },
    ],
    suite: rules("to Dodo, whether"),
  },
  {
    rule: "4 Dodo's answers",
    name: "too few credits count as captured",
    edits: [
      {
        file: "lib/dodo/ledger.ts",
        find: 'return { kind: "insufficient", reason: answer.reason };',
        replace: 'return { kind: "captured", ledgerEntryId: null, balanceAfter: null };',
      },
    ],
    suite: rules("stays owed"),
  },
  {
    rule: "4 Dodo's answers",
    name: "a debit that is refused gets a new key",
    edits: [
      {
        file: SETTLE_CAPTURE,
        find: "if (parked) await giveUpCapture(tx, capture.customerId, capture.id, SHORT_RETRY_MS);",
        replace: `if (!parked) return;
    await giveUpCapture(tx, capture.customerId, capture.id, SHORT_RETRY_MS);
    await tx.delete(captures).where(isThis(capture));
    await tx.update(emails).set({ captureId: null }).where(eq(emails.captureId, capture.id));`,
      },
    ],
    suite: rules("although it then says that there is too little"),
  },
  {
    rule: "4 Dodo's answers",
    name: "a 5xx counts as certain",
    edits: [{ file: "lib/dodo/client.ts", find: "error.status < 500 && ", replace: "" }],
    suite: unit("dodo-decisions"),
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
    name: "an email is paid before it is known as sent",
    edits: [
      { file: "lib/credits/claim-capture.ts", find: 'and(eq(emails.status, "sent"), ', replace: "and(" },
    ],
    suite: rules("while Resend has not answered"),
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
        find: "isExpired ? await claimExpired(tx) : null",
        replace: "isExpired && isSystemMail && !isSystemMail ? await claimExpired(tx) : null",
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
    rule: "9 the mirror",
    name: "a read is taken although a capture has landed since it began",
    edits: [{ file: ACCOUNT, find: "eq(creditAccounts.version, before.version),", replace: "" }],
    suite: mirror,
  },
  {
    rule: "9 the mirror",
    name: "a read is taken while a capture is in flight",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text.
    edits: [{ file: ACCOUNT, find: "sql`${creditAccounts.openCaptureId} is null`,\n", replace: "" }],
    suite: mirror,
  },
  {
    rule: "what Resend forgets",
    name: "a call is repeated after Resend has forgotten its key",
    edits: [{ file: DISPATCH, find: "> RETRY_HORIZON_MS", replace: "> Number.POSITIVE_INFINITY" }],
    suite: rules("older than Resend's memory"),
  },
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
  {
    rule: "nobody spends what is another's",
    name: "a revoked key still works",
    edits: [{ file: "lib/keys/find-key.ts", find: 'if (key.revokedAt) return "revoked";', replace: "" }],
    suite: keys("a request without a good key"),
  },
  {
    rule: "nobody spends what is another's",
    name: "a role is not asked for",
    edits: [
      {
        file: "lib/http/require-role.ts",
        find: "if (mayDo(role, need)) return;",
        replace: "if (mayDo(role, need) || role) return;",
      },
    ],
    suite: { project: "integration", file: "tests/routes/roles.test.ts" },
  },
  {
    rule: "nobody spends what is another's",
    name: "an invite is for whoever has its link",
    edits: [
      {
        file: "lib/members/redeem.ts",
        find: "and(isOpen(token), eq(invites.email, email))",
        replace: "isOpen(token)",
      },
    ],
    suite: { project: "integration", file: "tests/members/invites.test.ts", name: "is of no use to anybody" },
  },
  {
    rule: "nobody spends what is another's",
    name: "a key outlives its account",
    edits: [{ file: "lib/keys/find-key.ts", find: 'if (row.isDeleting) return "revoked";', replace: "" }],
    suite: { project: "integration", file: "tests/account/deletion.test.ts", name: "leaves nothing" },
  },
  {
    rule: "nobody spends what is another's",
    name: "a key for sending may do everything",
    edits: [
      {
        file: "lib/http/route.ts",
        find: "if (caller && !options.forSendingKeys) requireFullAccess(caller);",
        replace: "void requireFullAccess;",
      },
    ],
    suite: keys("a request without a good key"),
  },
  {
    rule: "nobody spends what is another's",
    name: "a key for one domain sends from all of them",
    edits: [
      {
        file: "lib/sending/resolve.ts",
        find: "if (keyDomain !== null && domain !== keyDomain)",
        replace: "if (keyDomain !== null && domain === keyDomain && domain === null)",
      },
    ],
    suite: keys("a key for one domain"),
  },
  {
    rule: "nobody spends what is another's",
    name: "anybody sends from any domain",
    edits: [
      {
        file: "lib/sending/resolve.ts",
        find: "if (verified.has(domain)) return from;",
        replace: "return from;",
      },
    ],
    suite: keys("a key for one domain"),
  },
  {
    rule: "no overspending",
    name: "a key's budget is not looked at",
    edits: [
      {
        file: "lib/sending/decide-holds.ts",
        find: 'const budget = key ? isWithinBudget(key, use, credits) : "ok";',
        replace: 'const budget = key && isWithinBudget(key, use, credits) ? "ok" : "ok";',
      },
    ],
    suite: api("parallel", "a key's own budget"),
  },
  {
    rule: "one key, one email",
    name: "a batch is accepted email by email",
    edits: [
      {
        file: "lib/sending/candidate.ts",
        find: "credits: emails.reduce((sum, { credits }) => sum + credits, 0),",
        replace: "credits: first.credits,",
      },
    ],
    suite: api("parallel", "batches take all"),
  },
  {
    rule: "a canceled email costs nothing",
    name: "a canceled email goes out all the same",
    edits: [
      {
        file: "lib/sending/schedule.ts",
        find: 'set({ status: "canceled", files: null, settledAt: now })',
        replace: 'set({ status: "queued", files: null, settledAt: now })',
      },
    ],
    suite: api("resend-sdk", "that are canceled"),
  },
];
