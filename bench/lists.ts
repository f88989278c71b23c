/**
 * `npm run bench:lists`: what pages of the lists cost in the database of DATABASE_URL, which `npm run db:seed` has
 * filled. Each page is read as the app reads it, with filters and places drawn at random; then every statement of it is
 * run again under EXPLAIN (ANALYZE, BUFFERS), and the sum of their planning and execution times is the page's figure.
 */
import { randomInt } from "node:crypto";
import pg from "pg";
import { emailFilterSchema } from "@/lib/contracts/email-filter";
import { EMAIL_STATES } from "@/lib/contracts/email-filter-names";
import { pool } from "@/lib/db/client";
import { listEmails } from "@/lib/sending/list";
import { listFilterChoices } from "@/lib/sending/list-choices";
import { encodeCursor } from "@/lib/sending/list-cursor";
import { exportEmails } from "@/lib/sending/list-export";
import { LARGEST_CUSTOMER } from "@/scripts/seed/rows";
import { appVariables } from "@/tests/support/stack";
import { otherLists } from "./other-lists";

const RUNS = Number(process.env.RUNS ?? 300);
const PAGE_SIZE = 25;
const DAY_MS = 24 * 60 * 60 * 1000;
const SEEDED_DAYS = 180;

const databaseUrl = process.env.DATABASE_URL ?? "";
const stack = { port: 1, sandboxUrl: "http://127.0.0.1:1", secret: "s".repeat(32), databaseUrl };
Object.assign(process.env, appVariables(stack));

interface Statement {
  text: string;
  values: unknown[];
}
const seen: Statement[] = [];
const client = await pool().connect();
watchStatements();
const customerId = await single(`select customer_id as v from users where email = '${LARGEST_CUSTOMER}'`);
const domains = await column("select name as v from domains where customer_id = $1");
const keys = await column("select id as v from api_keys where customer_id = $1");
const sample = await client.query<{ to: string; subject: string }>(
  `select "to"->>0 as "to", subject from emails tablesample system (1) where customer_id = $1 limit 5000`,
  [customerId],
);

/** As `lib/sending/list-find.ts` sets it for its transactions; its other statements are for one index anyway. */
const FOLLOW_THE_INDEX = ["bitmapscan", "seqscan", "hashjoin", "mergejoin", "sort", "incremental_sort"];

const any = <T>(list: readonly T[]): T => list[randomInt(list.length)] as T;
const someone = () => any(sample.rows);
const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
const somewhere = (direction: "older" | "newer" = "older") =>
  encodeCursor({
    direction,
    from: { at: ago((randomInt(1e6) / 1e6) * SEEDED_DAYS).replace("Z", "000Z"), id: crypto.randomUUID() },
  });
const tags = ["receipt", "account", "digest", "alert"].map((name) => `category=${name}`);
const page =
  (filter: () => object, { deep = false, newer = false } = {}) =>
  () =>
    listEmails(customerId, {
      limit: PAGE_SIZE,
      cursor: deep ? somewhere(newer ? "newer" : "older") : null,
      filter: emailFilterSchema.parse(filter()),
    });

const emailRows: [name: string, work: () => Promise<unknown>][] = [
  ["no filter, first page", page(() => ({}))],
  ["no filter, anywhere", page(() => ({}), { deep: true })],
  ["no filter, anywhere, newer", page(() => ({}), { deep: true, newer: true })],
  ...EMAIL_STATES.map((status): (typeof emailRows)[number] => [
    `status ${status}, anywhere`,
    page(() => ({ status }), { deep: true }),
  ]),
  ["domain", page(() => ({ domain: any(domains) }), { deep: true })],
  ["tag", page(() => ({ tag: any(tags) }), { deep: true })],
  ["tag that there is not", page(() => ({ tag: "no=such" }))],
  ["key", page(() => ({ key: any(keys) }), { deep: true })],
  ["recipient", page(() => ({ recipient: someone().to }))],
  ["range of days", page(() => ({ since: ago(randomInt(90, 180)), until: ago(randomInt(0, 90)) }))],
  ["search: recipient's beginning", page(() => ({ search: someone().to.slice(0, randomInt(7, 14)) }))],
  ["search: subject's beginning", page(() => ({ search: someone().subject.slice(0, -2) }))],
  [
    "search: what a tenth begins with",
    page(() => ({ search: any(["ada", "grace", "your", "reset"]) }), { deep: true }),
  ],
  ["search: nothing", page(() => ({ search: `${randomInt(1e9)}` }))],
  [
    "status, domain and key",
    page(() => ({ status: any(EMAIL_STATES), domain: any(domains), key: any(keys) }), {
      deep: true,
    }),
  ],
  [
    "status, tag and search",
    page(
      () => ({
        status: any(EMAIL_STATES),
        tag: any(tags),
        search: someone().to.slice(0, randomInt(3, 10)),
      }),
      { deep: true },
    ),
  ],
  [
    "domain, key and tag",
    page(() => ({ domain: any(domains), key: any(keys), tag: any(tags) }), { deep: true }),
  ],
  ["choices of the filter", () => listFilterChoices(customerId)],
  ["export: first piece (250 emails)", () => exportEmails(customerId, {}).getReader().read()],
  [
    "export: first piece, status",
    () =>
      exportEmails(customerId, { status: any(["bounced", "opened"]) })
        .getReader()
        .read(),
  ],
];

const otherRows = otherLists(customerId, {
  emails: await column(
    "select id as v from emails tablesample system (0.5) where customer_id = $1 and kind = 'customer' limit 500",
  ),
  suppressions: await column("select id as v from suppressions where customer_id = $1 limit 5000"),
  templates: await column("select id as v from templates where customer_id = $1"),
  captures: await column(
    "select id as v from captures where customer_id = $1 order by created_at desc limit 500",
  ),
  customers: await column("select id as v from customers where $1::uuid is not null limit 500"),
  withEvents: await column("select email_id as v from email_events where customer_id = $1 limit 5000"),
  endpointId:
    (await column("select endpoint_id as v from webhook_messages where customer_id = $1 limit 1"))[0] ?? "",
  messages: await column(
    "select id as v from webhook_messages where customer_id = $1 and endpoint_id = (select endpoint_id from webhook_messages where customer_id = $1 limit 1) limit 5000",
  ),
});

const wanted = process.argv[2];
const lines: string[] = [];
const rows = [...emailRows, ...otherRows];
for (const [name, work] of rows.filter(([name]) => !wanted || name.includes(wanted))) {
  const isOfEmails = emailRows.some(([one]) => one === name);
  for (const setting of FOLLOW_THE_INDEX)
    await client.query(`set enable_${setting} = ${isOfEmails ? "off" : "on"}`);
  const times: number[] = [];
  let worst: { ms: number; plans: string[] } = { ms: -1, plans: [] };
  for (let run = 0; run < RUNS + 5; run++) {
    seen.length = 0;
    await work();
    const measured = await explainAll([...seen]);
    if (run < 5) continue;
    times.push(measured.ms);
    if (measured.ms > worst.ms) worst = measured;
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.ceil(times.length * share) - 1] ?? 0).toFixed(2);
  lines.push(`| ${name} | ${at(0.5)} | ${at(0.99)} | ${at(1)} |`);
  console.log(lines.at(-1));
  if (wanted) console.log(worst.plans.join("\n\n"));
}
process.exit(0);

/** What the app asks is remembered, and answered all the same. */
function watchStatements(): void {
  const real = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  Object.assign(pg.Client.prototype, {
    query(config: { text?: string } | string, ...rest: unknown[]) {
      const [values] = rest;
      if (
        typeof config !== "string" &&
        /^\s*(\(?select|with)/.test(config.text ?? "") &&
        Array.isArray(values)
      )
        seen.push({ text: config.text ?? "", values });
      return real.call(this, config, ...rest);
    },
  });
}

async function explainAll(statements: Statement[]): Promise<{ ms: number; plans: string[] }> {
  let ms = 0;
  const plans: string[] = [];
  for (const { text, values } of statements) {
    const answer = await client.query<{ "QUERY PLAN": string }>(
      `explain (analyze, buffers, timing off, settings off) ${text}`,
      values,
    );
    const plan = answer.rows.map((row) => row["QUERY PLAN"]).join("\n");
    for (const [, time] of plan.matchAll(/^(?:Planning|Execution) Time: ([\d.]+) ms/gm)) ms += Number(time);
    plans.push(plan);
  }
  return { ms, plans };
}

async function column(text: string): Promise<string[]> {
  const answer: pg.QueryResult<{ v: string }> = await client.query(text, [customerId]);
  return answer.rows.map(({ v }) => v);
}

async function single(text: string): Promise<string> {
  const answer: pg.QueryResult<{ v: string }> = await client.query(text);
  const [row] = answer.rows;
  if (!row) throw new Error("Fill the database first: npm run db:seed");
  return row.v;
}
