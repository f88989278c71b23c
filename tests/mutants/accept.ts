import type { Mutant } from "./mutant";
import { api, keys, rules, unit } from "./suites";

const ACCEPT_ALL = "lib/sending/accept-all.ts";

/** What accepting an email rests on: credits, keys, and whose they are. */
export const acceptMutants: Mutant[] = [
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
