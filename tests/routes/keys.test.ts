import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ResendError, resendErrorSchema } from "@/lib/contracts/resend/error";
import { buyPlan } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { giveKey } from "../support/given-key";
import { settled } from "../support/settled";
import { type Session, signIn, someAddress } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { giveDomain } from "../support/verified-domain";
import type { ApiRow } from "./api-row";
import { API_ROWS } from "./api-table";
import { thingsOf } from "./things";

let stack: Stack;
let owner: Session;
const keys = {
  full: "",
  sending: "",
  revoked: "",
  expired: "",
  ofDomain: "",
  ofGoneDomain: "",
  strangers: "",
};

beforeAll(async () => {
  stack = await startStack({ env: { API_RATE_PER_SECOND: "1000", API_RATE_BURST: "5000" } });
  await endlessBudget(stack);
  owner = await signIn(stack, "owner@mailbox.dev");
  const stranger = await signIn(stack, "stranger@mailbox.dev");
  await buyPlan(owner, stack);
  const domainId = await giveDomain(stack, owner.email, "owner-mail.dev");
  const token = async (email: string, options = {}) => (await giveKey(stack, email, options)).token;
  keys.full = await token(owner.email);
  keys.sending = await token(owner.email, { permission: "sending_access" });
  keys.ofDomain = await token(owner.email, { permission: "sending_access", domainId });
  keys.ofGoneDomain = await token(owner.email, {
    permission: "sending_access",
    domainId: "01900000-0000-7000-8000-000000000000",
  });
  keys.expired = await token(owner.email, { expiresAt: "now() - interval '1 second'" });
  keys.strangers = await token(stranger.email);
  const revoked = await giveKey(stack, owner.email);
  await stack.db.query("update api_keys set revoked_at = now() where id = $1", [revoked.id]);
  keys.revoked = revoked.token;
});
afterAll(() => stack?.stop());

const labelled = (rows: ApiRow[]): [string, ApiRow][] =>
  rows.map((row) => [`${row.method} ${row.path}`, row]);

/** The row with ids of the owner's own things in its path, made for it. */
async function withThings(row: ApiRow): Promise<ApiRow> {
  return { ...row, path: await thingsOf(stack, keys.full).fill(row.path) };
}

/** Calls a route at the root of the host. */
async function call(row: ApiRow, token: string | null, body: unknown = row.body): Promise<Response> {
  const { path } = row;
  return fetch(stack.baseUrl + path, {
    method: row.method,
    headers: {
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      "Content-Type": "application/json",
      // Refusals are counted by address.
      "X-Forwarded-For": someAddress(),
    },
    body: row.method === "GET" || body === undefined ? undefined : JSON.stringify(body),
  });
}

async function expectError(answer: Response, status: number, name: string): Promise<ResendError> {
  const text = await answer.text();
  const body: unknown = JSON.parse(text);
  expect([answer.status, name]).toEqual([status, nameOf(body)]);
  expect(answer.headers.get("Content-Type")).toMatch(/^application\/(problem\+)?json/);
  expect(answer.headers.get("X-Request-Id")).toMatch(/^[0-9a-f-]{36}$/);
  const error = resendErrorSchema.safeParse(body);
  return error.success ? error.data : ({} as ResendError);
}

/** Resend's name, or the code of a problem of MailKit's own routes. */
function nameOf(body: unknown): unknown {
  const { name, code } = body as { name?: string; code?: string };
  return name ?? code;
}

/** All that the owner has, as the database knows it. */
async function belongings(): Promise<unknown> {
  const tables = [
    "emails",
    "templates",
    "template_versions",
    "domains",
    "suppressions",
    "api_keys",
    "webhook_endpoints",
    "webhook_messages",
  ];
  const counts = tables.map((table) => `(select count(*) from ${table}) as ${table}`);
  const { rows } = await stack.db.query(
    `select ${counts}, (select sum(held) from credit_accounts) as held,
       (select count(*) from emails where status = 'canceled') as canceled`,
  );
  return rows[0];
}

describe("a request without a good key is refused, and nothing happens", () => {
  it.each(labelled(API_ROWS))("%s", async (_label, given) => {
    const row = await withThings(given);
    await settled(stack);
    const before = await belongings();
    await expectError(await call(row, null), 401, "missing_api_key");
    for (const token of ["re_123", `mk_${"x".repeat(43)}`, keys.revoked, keys.expired, keys.ofGoneDomain])
      await expectError(await call(row, token), 401, "invalid_api_key");
    if (row.access === "full")
      for (const token of [keys.sending, keys.ofDomain])
        await expectError(await call(row, token), 401, "restricted_api_key");
    expect(await belongings()).toEqual(before);
  });
});

describe("another site can't make a browser call it for who is signed in there", () => {
  const evil: Record<string, string>[] = [
    { Origin: "https://evil.example" },
    { Origin: "null" },
    { Origin: "http://127.0.0.1.evil.example" },
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site" },
    { Referer: "http://127.0.0.1/" },
  ];
  it.each(labelled(API_ROWS.filter(({ method }) => method !== "GET")))("%s", async (_label, given) => {
    const row = await withThings(given);
    await settled(stack);
    const before = await belongings();
    for (const headers of evil) {
      const answer = await fetch(stack.baseUrl + row.path, {
        method: row.method,
        headers: {
          Cookie: owner.cookie,
          "Content-Type": "text/plain",
          "X-Forwarded-For": someAddress(),
          ...headers,
        },
        body: JSON.stringify(row.body ?? {}),
      });
      expect([headers, answer.status]).toEqual([headers, 403]);
      expect(nameOf(await answer.json())).toMatch(/^(security_error|forbidden_origin)$/);
    }
    expect(await belongings()).toEqual(before);
  });
});

describe("another customer's things do not exist", () => {
  it.each(labelled(API_ROWS.filter(({ path }) => path.includes(":"))))("%s", async (_label, given) => {
    const row = await withThings(given);
    const before = await belongings();
    await expectError(await call(row, keys.strangers), 404, "not_found");
    expect(await belongings()).toEqual(before);
  });
});

describe("a key for one domain sends from nowhere else", () => {
  it.each(
    labelled(
      API_ROWS.filter(
        ({ folder, method }) => folder.startsWith("emails") && method === "POST" && !folder.includes("["),
      ),
    ),
  )("%s", async (_label, row) => {
    const from = (address: string) => {
      const one = (body: unknown) => ({ ...(body as object), from: address });
      return Array.isArray(row.body) ? row.body.map(one) : one(row.body);
    };
    for (const body of [row.body, from("x@elsewhere.dev"), from("x@sub.owner-mail.dev")])
      await expectError(await call(row, keys.ofDomain, body), 401, "restricted_api_key");
    await expectError(await call(row, keys.full, from("x@sub.owner-mail.dev")), 403, "validation_error");
    expect((await call(row, keys.ofDomain, from("Ada <x@owner-mail.dev>"))).status).toBe(200);
  });
});

describe("a good request is answered", () => {
  it.each(labelled(API_ROWS))("%s", async (_label, row) => {
    const answer = await call(await withThings(row), row.access === "sending" ? keys.sending : keys.full);
    const text = await answer.text();
    expect([answer.status, text]).toEqual([row.status, expect.stringMatching(/^[{]/)]);
    expect(answer.headers.get("Content-Type")).toMatch(/^application\/json/);
    for (const name of [
      "ratelimit-limit",
      "ratelimit-remaining",
      "ratelimit-reset",
      "x-mailkit-credits-charged",
    ])
      expect([name, answer.headers.get(name)]).toEqual([name, expect.stringMatching(/^\d+$/)]);
    expect(answer.headers.get("x-mailkit-credits-remaining")).toMatch(/^-?\d+$/);
    expect(JSON.parse(text)).not.toHaveProperty("statusCode");
  });
});

describe("a method that a path does not have is refused in JSON", () => {
  const folders = [...new Set(API_ROWS.map(({ folder }) => folder))];
  it.each(folders)("/%s", async (folder) => {
    const rows = API_ROWS.filter((row) => row.folder === folder);
    const other = (["GET", "POST", "PUT", "PATCH", "DELETE"] as const).filter(
      (method) => !rows.some((row) => row.method === method),
    );
    for (const method of other) {
      const [row] = rows;
      if (row)
        await expectError(
          await call(await withThings({ ...row, method }), keys.full),
          405,
          "method_not_allowed",
        );
    }
  });
});
