import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import type pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EmailPage } from "@/lib/contracts/email";
import { type EmailFilter, emailFilterSchema } from "@/lib/contracts/email-filter";
import { listEmails } from "@/lib/sending/list";
import { listFilterChoices } from "@/lib/sending/list-choices";
import { exportEmails } from "@/lib/sending/list-export";
import { WINDOW_ROWS } from "@/lib/sending/list-find";
import { root } from "@/scripts/env-files";
import { type InProcessDatabase, openInProcessDatabase } from "../support/in-process-database";
import { expected, KEYS, store, type Written, write } from "./written";

const ada = uuidv7();
const eve = uuidv7();
/** Of every kind of email, more than one page looks through. */
const COUNT = 6 * WINDOW_ROWS;

let opened: InProcessDatabase;
let db: pg.Pool;
let emails: Written[];

beforeAll(async () => {
  opened = await openInProcessDatabase();
  db = opened.db;
  // The same each time, so that a failure can be looked at.
  let seed = 7;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  emails = write(COUNT, random);
  await store(db, ada, emails);
  await store(db, eve, write(300, random));
  // MailKit's own mail to a customer is not the customer's.
  await db.query(
    `insert into emails (customer_id, id, kind, status, "to", envelope, subject, payload, credits, available_after, created_at)
     select $1, gen_random_uuid(), 'system', 'sent', '["ada1@mailbox.dev"]', '{"from":"","cc":[],"bcc":[],"replyTo":[]}', 'Your receipt', '{}', 0, 0,
       '2026-01-01'::timestamptz + n * interval '1 h' from generate_series(1, 20) n`,
    [ada],
  );
  await db.query("analyze emails, email_facets");
});
afterAll(() => opened?.close());

/** All pages one after the other, and then back again from the last one. */
async function walk(filter: EmailFilter, limit: number) {
  const pages: EmailPage[] = [await listEmails(ada, { limit, cursor: null, filter })];
  for (;;) {
    const cursor = pages.at(-1)?.next_cursor;
    if (!cursor) break;
    pages.push(await listEmails(ada, { limit, cursor, filter }));
  }
  const forwards = pages.flatMap(({ data }) => data.map(({ id }) => id));
  let back: string[] = [];
  let cursor = pages.findLast(({ data, prev_cursor }) => data.length > 0 && prev_cursor)?.prev_cursor;
  const isPaged = cursor !== undefined;
  const lastPage = pages.findLast(({ data }) => data.length > 0)?.data.map(({ id }) => id) ?? [];
  while (cursor) {
    const page = await listEmails(ada, { limit, cursor, filter });
    back = [...page.data.map(({ id }) => id), ...back];
    cursor = page.prev_cursor;
  }
  return { pages, forwards, backwards: isPaged ? [...back, ...lastPage] : forwards };
}

const optional = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const filters = fc
  .record({
    status: optional(
      "sent",
      "delivered",
      "opened",
      "bounced",
      "not_delivered",
      "queued",
      "sending",
      "failed",
      "complained",
    ),
    recipient: optional("ADA1@mailbox.dev", "ops@mailbox.dev", "rare.bird@mailbox.dev", "nobody@mailbox.dev"),
    domain: optional("a.dev", "c.dev"),
    tag: optional("kind=receipt", "order=7", "order=8"),
    key: optional(KEYS[0], uuidv7()),
    search: optional("ada", "ada1@", "your", "Your Receipt 12", "rare", "rare news 100% = ÄÖ", "%", "zz"),
    since: optional("2026-01-01T06:00:00+01:00", "2026-01-02"),
    until: optional("2026-01-01", "2026-01-01T20:00:00Z"),
  })
  // Most people ask for one or two things.
  .chain((all) =>
    fc
      .subarray(Object.keys(all), { maxLength: 3 })
      .map((names) =>
        Object.fromEntries(Object.entries(all).filter(([name, value]) => value && names.includes(name))),
      ),
  )
  .map((given) => emailFilterSchema.parse(given));

describe("pages of a filtered list", () => {
  it("are together, in both directions, the emails that the filter lets through, in their order", async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.constantFrom(25, 100, 700), async (filter, limit) => {
        const { pages, forwards, backwards } = await walk(filter, limit);
        expect(forwards).toEqual(expected(emails, filter));
        expect(backwards).toEqual(forwards);
        for (const { data } of pages) expect(data.length).toBeLessThanOrEqual(limit);
      }),
      // Each state by itself always: MailKit's own mails have one, too, and nothing else keeps them out.
      {
        numRuns: Number(process.env.LIST_RUNS ?? 40),
        examples: [
          [{ status: "sent" }, 25],
          [{ status: "queued" }, 25],
          [{}, 100],
        ],
      },
    );
  });

  it("end where so many rows were looked through, say how far that is, and go on from there", async () => {
    const filter: EmailFilter = { domain: "a.dev", status: "delivered", search: "rare" };
    const broad: EmailFilter = { ...filter, search: "a" };
    const wanted = expected(emails, { ...broad, tag: "order=7" });
    const { pages, forwards } = await walk({ ...broad, tag: "kind=receipt", key: KEYS[1] }, 100);
    expect(pages.filter(({ searched_to }) => searched_to !== null).length).toBeGreaterThan(0);
    for (const { searched_to, next_cursor } of pages)
      if (searched_to !== null) expect(next_cursor).not.toBeNull();
    expect(pages.at(-1)).toMatchObject({ next_cursor: null, searched_to: null });
    expect(forwards.length).toBeGreaterThan(wanted.length);
  });

  it("have nothing of another customer's, whatever the filter and the cursor", async () => {
    const mine = new Set(emails.map(({ id }) => id));
    const page = await listEmails(ada, { limit: 100, cursor: null });
    for (const filter of [{}, { search: "ada" }, { tag: "kind=receipt" }, { status: "delivered" as const }]) {
      const theirs = await listEmails(eve, { limit: 100, cursor: page.next_cursor, filter });
      expect(theirs.data.filter(({ id }) => mine.has(id))).toEqual([]);
    }
    expect((await listFilterChoices(uuidv7())).domains).toEqual([]);
  });
});

it("offers the domains and tags that were sent with", async () => {
  const { domains, tags } = await listFilterChoices(ada);
  expect(domains).toEqual(["a.dev", "b.dev"]);
  expect(tags).toEqual(["kind=receipt", "order=7"]);
});

it("exports what the filter finds, all of it and in order, with nothing that a spreadsheet runs", async () => {
  const subject = '=HYPERLINK("https://evil.example","Click, ""me""")\n+1';
  const odd: Written = {
    ...(emails[0] as Written),
    id: uuidv7(),
    subject,
    tags: [{ name: "odd", value: "1" }],
  };
  await store(db, eve, [odd]);
  const line = (await new Response(exportEmails(eve, { tag: "odd=1" })).text()).split("\r\n")[1];
  expect(line).toContain(`"'=HYPERLINK(""https://evil.example"",""Click, """"me"""""")\n+1"`);
  for (const filter of [
    { status: "bounced" as const },
    { search: "ada", domain: "a.dev" },
    { tag: "order=8" },
  ]) {
    const text = await new Response(exportEmails(ada, filter)).text();
    const ids = text
      .trimEnd()
      .split("\r\n")
      .slice(1)
      .map((row) => row.slice(0, 36));
    expect(ids).toEqual(expected(emails, filter));
  }
});

it("finds emails that were there before the list could be searched", async () => {
  const sorted = "select customer_id, facet, created_at, email_id from email_facets order by 1, 2, 3, 4";
  // Letters beyond ASCII keep their case on both sides.
  const before = (await db.query(sorted)).rows;
  await db.query("delete from email_facets");
  const migration = readFileSync(path.join(root, "lib/db/migrations/0004_emails_lists.sql"), "utf8");
  await db.query(migration.slice(migration.indexOf("INSERT INTO")));
  expect((await db.query(sorted)).rows).toEqual(before);
});
