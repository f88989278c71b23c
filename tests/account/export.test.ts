import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { endlessBudget } from "../support/endless-budget";
import { settled } from "../support/settled";
import { type Stack, startStack } from "../support/stack";
import { type RichAccount, richAccount } from "./rich-account";

interface Line extends Record<string, unknown> {
  type: string;
}

let stack: Stack;
let mine: RichAccount;
let other: RichAccount;
beforeAll(async () => {
  stack = await startStack({ deliveryEvents: true });
  await endlessBudget(stack);
  mine = await richAccount(stack, "mine");
  other = await richAccount(stack, "other");
  await settled(stack);
});
afterAll(() => stack?.stop());

async function exported(): Promise<{ text: string; lines: Line[] }> {
  const answer = await mine.owner.fetch("/api/account/export");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-disposition")).toContain("mailkit-export.jsonl");
  const text = await answer.text();
  return {
    text,
    lines: text
      .trimEnd()
      .split("\n")
      .map((line): Line => JSON.parse(line)),
  };
}

it("has something of everything, with the content of emails and what became of them, and says that it is whole", async () => {
  const { lines } = await exported();
  const end = lines.at(-1);
  const counts: Record<string, number> = {};
  for (const { type } of lines.slice(0, -1)) counts[type] = (counts[type] ?? 0) + 1;
  expect(end).toEqual({ type: "end", is_complete: true, missing: [], counts });
  expect(Object.entries(counts).filter(([, count]) => count === 0)).toEqual([]);
  expect(Object.keys(counts).sort()).toEqual([
    "account",
    "alert_settings",
    "api_key",
    "api_key_usage",
    "auto_topup",
    "auto_topup_attempt",
    "domain",
    "email",
    "invite",
    "ledger_entry",
    "member",
    "plan",
    "purchase",
    "suppression",
    "template",
    "template_version",
    "usage",
    "webhook",
  ]);
  const emails = lines.filter(({ type }) => type === "email");
  expect(emails).toHaveLength(3);
  expect(emails[0]).toMatchObject({
    subject: "About mine",
    html: "<p>Hi</p>",
    tags: [{ name: "a", value: "b" }],
  });
  expect(emails[0]?.events).toContainEqual(expect.objectContaining({ type: "delivered" }));
});

it("has all of what is read a few at a time", async () => {
  await stack.db.query(
    `insert into templates (customer_id, id, name, draft, draft_version_id)
     select customer_id, gen_random_uuid(), name || n, draft, gen_random_uuid()
     from templates, generate_series(1, 24) n where customer_id = $1`,
    [mine.customerId],
  );
  const { lines } = await exported();
  expect(lines.filter(({ type }) => type === "template")).toHaveLength(25);
});

it("has no secret in it, and nothing of another account", async () => {
  const { text } = await exported();
  const { rows } = await stack.db.query(
    "select token_hash as secret from api_keys union all select token_hash from invites union all select secret from webhook_endpoints",
  );
  for (const secret of [...mine.secrets, ...other.secrets, ...rows.map((row) => row.secret)])
    expect(text).not.toContain(secret);
  expect(text).not.toMatch(/other[@.-]|About other/);
  expect(text).not.toContain(other.customerId);
});

it("needs the same memory however much there is", async () => {
  await stack.db.query(
    `insert into emails (customer_id, id, status, credits, "to", envelope, subject, payload, available_after)
     select customer_id, gen_random_uuid(), 'failed', 1, "to", envelope, subject,
       replace(payload, '<p>Hi</p>', repeat('x', 1000000)), 0
     from (select * from emails where customer_id = $1 and kind = 'customer' limit 1) one, generate_series(1, 400)`,
    [mine.customerId],
  );
  const memory = async () => {
    const status = await readFile(`/proc/${stack.pid()}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  };
  const before = await memory();
  const answer = await mine.owner.fetch("/api/account/export");
  let [bytes, highest] = [0, 0];
  for await (const piece of answer.body ?? []) {
    bytes += piece.length;
    if (bytes % 7 === 0) highest = Math.max(highest, await memory());
  }
  expect(bytes).toBeGreaterThan(400_000_000);
  expect(Math.max(highest, await memory()) - before).toBeLessThan(250);
}, 120_000);

it("says which part is missing, and has all others, while Dodo is away", async () => {
  await stack.sandbox.addFaults({ target: "dodo", times: 1000, kind: "status", status: 500 });
  const { lines } = await exported();
  expect(lines.at(-1)).toMatchObject({ is_complete: false, missing: [{ type: "ledger_entry" }] });
  await stack.sandbox.clearFaults();
}, 60_000);
