import { afterAll, beforeAll, expect, it } from "vitest";
import { transaction } from "@/lib/db/client";
import { applyDomainNews } from "@/lib/domains/news";
import { isVerifiedDomain } from "@/lib/domains/verified";
import { type InProcessDatabase, openInProcessDatabase } from "../support/in-process-database";

const ADA = "01900000-0000-7000-8000-00000000000a";
const EVE = "01900000-0000-7000-8000-00000000000e";

let database: InProcessDatabase;

beforeAll(async () => {
  database = await openInProcessDatabase();
  for (const [name, status] of [
    ["verified.dev", "verified"],
    ["partly.dev", "partially_verified"],
    ["pending.dev", "pending"],
    ["failed.dev", "failed"],
  ])
    await database.db.query(
      `insert into domains (customer_id, id, name, status, resend_id, checked_at)
       values ($1, gen_random_uuid(), $2, $3, 'at-resend ' || $2, now())`,
      [ADA, name, status],
    );
});
afterAll(() => database?.close());

it.each([
  [ADA, "verified.dev", true],
  [EVE, "verified.dev", false],
  [ADA, "mail.verified.dev", false],
  [ADA, "dev", false],
  [ADA, "partly.dev", false],
  [ADA, "pending.dev", false],
  [ADA, "failed.dev", false],
  [ADA, "unknown.dev", false],
])("%s may send from %s: %s", async (customerId, name, may) => {
  expect(await isVerifiedDomain(customerId, name)).toBe(may);
});

it("news marks a domain to be looked at and changes nothing else, however often it comes", async () => {
  const look = async () => (await database.db.query("select * from domains order by name")).rows;
  const before = await look();
  const news = [{ resendId: "at-resend pending.dev" }, { resendId: "somebody else's" }];
  for (let time = 0; time < 2; time++)
    expect(await transaction((tx) => applyDomainNews(tx, [...news, ...news]))).toEqual([
      "applied",
      "ignored: not a domain of ours",
      "applied",
      "ignored: not a domain of ours",
    ]);
  expect(await look()).toEqual(
    before.map((row) => (row.name === "pending.dev" ? { ...row, checked_at: null } : row)),
  );
});
