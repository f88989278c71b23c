import { describe, expect, it } from "vitest";
import { queriesOfCustomers } from "./queries";

/**
 * Queries that no customer bounds, each with its reason. One that is added here gives every customer's rows to whoever
 * calls it: it must be clear from where the customer comes then. A place is in the list as often as the file has it.
 */
const ACROSS_CUSTOMERS: [reason: string, places: string[]][] = [
  [
    "finds whose turn it is to be worked for; the row says whose it is, and what follows is bound by it",
    [
      "lib/auto-topup/look.ts: autoTopupAttempts",
      "lib/auto-topup/next.ts: autoTopups",
      "lib/credits/adjust.ts: creditAdjustments",
      "lib/credits/claim-capture.ts: captures",
      "lib/credits/claim-capture.ts: captures",
      "lib/credits/claim-capture.ts: emails",
      "lib/credits/expiring.ts: creditAccounts",
      "lib/credits/sync.ts: creditAccounts",
      "lib/domains/watch.ts: domains",
      "lib/operator/drift-store.ts: driftChecks",
      "lib/outgoing/find-due.ts: webhookMessages",
      ...Array(3).fill("lib/sending/claim.ts: emails"),
      ...Array(2).fill("lib/sending/turns.ts: emails"),
      "lib/sending/due.ts: emails",
      "lib/sending/due.ts: emails",
      "lib/sending/due.ts: emails",
      "lib/tenants/cases.ts: sendingControls",
      "lib/tenants/health.ts: sendingControls",
    ],
  ],
  [
    "counts or sums, for figures, limits of the whole service, and operators: no row leaves the database",
    [
      "lib/credits/capture-backlog.ts: captures",
      "lib/credits/capture-backlog.ts: creditAccounts",
      "lib/credits/capture-backlog.ts: emails",
      "lib/operator/drift-store.ts: driftChecks",
      "lib/operator/money.ts: creditAccounts",
      "lib/operator/money.ts: usageCounts",
      "lib/operator/system.ts: captures",
      "lib/operator/system.ts: creditAdjustments",
      "lib/operator/system.ts: emails",
      "lib/operator/system.ts: emails",
      "lib/sending/count-open-emails.ts: emails",
      "lib/sending/queue-age.ts: emails",
      "lib/tenants/paused.ts: sendingControls",
      "lib/usage/fold.ts: emails",
    ],
  ],
  ["forgets what is old enough, whoever's it is", ["lib/retention/content.ts: emails"]],
  [
    "looks up by a secret, or by a name that is unique among all, to learn whose it is",
    [
      "lib/domains/claim.ts: domains",
      "lib/domains/news.ts: domains",
      "lib/keys/find-key.ts: apiKeys",
      "lib/keys/find-key.ts: apiKeys",
      "lib/members/invites.ts: invites",
      "lib/members/redeem.ts: invites",
    ],
  ],
  [
    "asks in which accounts a person is, by that person",
    ["lib/members/membership.ts: members", "lib/members/people.ts: members"],
  ],
  ["settles what the operator names, from the command line", ["lib/sending/unresolved.ts: emails"]],
  [
    "joins a list of customers and keys that was made from rows of their own",
    Array(3).fill("lib/keys/budget.ts: apiKeyUsage"),
  ],
  [
    "is given its condition by callers, who are in this list themselves or bound",
    ["lib/credits/ids-in-order.ts: emails", "lib/sending/list-source.ts: emails"],
  ],
];

const found = queriesOfCustomers();

describe("every query of customers' rows", () => {
  it("says which customer, but for those that have a reason not to", () => {
    expect(found.length).toBeGreaterThan(250);
    const unbound = found.filter(({ isBound }) => !isBound).map(({ place }) => place);
    expect(unbound.sort()).toEqual(ACROSS_CUSTOMERS.flatMap(([, places]) => places).sort());
  });
});

/** `#{x}` stands for what is put into a template. */
const judge = (text: string, others: Record<string, string> = {}) =>
  queriesOfCustomers(
    Object.entries({ "lib/a.ts": text, ...others }).map(([file, text]) => ({
      file,
      text: text.replaceAll("#{", "${"),
    })),
  ).map(({ isBound }) => isBound);

describe("a query is told by its text", () => {
  it.each([
    ["by its id only", "db.select().from(emails).where(eq(emails.id, id))"],
    ["of everything", "db.select().from(emails).orderBy(emails.customerId)"],
    ["that changes without a condition", "tx.update(emails).set({ customerId })"],
    ["that deletes", "tx.delete(apiKeys).where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))"],
    ["of another table's customer", "db.select().from(emails).where(eq(captures.customerId, customerId))"],
    ["of all but one customer", "db.select().from(emails).where(ne(emails.customerId, customerId))"],
    ["in raw SQL", "sql`select * from emails where id = #{id}`"],
    ["in raw SQL, with a name of the schema", "sql`delete from #{emails} where #{emails.id} = #{id}`"],
    ["with a condition elsewhere", "const its = eq(emails.id, id); db.delete(emails).where(its)"],
  ])("one %s is found", (_what, text) => {
    expect(judge(text)).toEqual([false]);
  });

  it("two tables that are joined by their customers are not bound by that", () => {
    const join = "innerJoin(captures, eq(captures.customerId, emails.customerId))";
    expect(judge(`db.select().from(emails).${join}.where(eq(emails.id, id))`)).toEqual([false, true]);
  });

  it.each([
    ["in place", "db.select().from(emails).where(and(eq(emails.id, id), eq(emails.customerId, customerId)))"],
    ["of several", "db.update(emails).set(x).where(inArray(emails.customerId, ids)).returning()"],
    ["in raw SQL", "sql`update emails set x = 1 where customer_id = #{customerId} and id = #{id}`"],
    [
      "with a name",
      "const its = (id: string) => eq(emails.customerId, id); db.delete(emails).where(its(id))",
    ],
  ])("one with the customer is not, %s", (_what, text) => {
    expect(judge(text)).toEqual([true]);
  });

  it("nor one whose condition another file has", () => {
    const text = 'import { isTheirs } from "./b";\ndb.delete(emails).where(isTheirs(id))';
    const condition = "export const isTheirs = (id: string) => eq(emails.customerId, id);";
    expect(judge(text, { "lib/b.ts": condition })).toEqual([true]);
    expect(judge(text, { "lib/b.ts": condition.replace("customerId", "id") })).toEqual([false]);
  });
});
