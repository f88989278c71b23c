import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectProblem, keysOf } from "../support/answers";
import { buyPlan, startCheckout } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { inviteAndJoin } from "../support/members";
import { settled } from "../support/settled";
import { type Session, signIn, someAddress } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { API_ROWS } from "./api-table";
import { OPERATOR_ROWS } from "./operator-table";
import type { Row } from "./row";
import { otherMethods, ROWS, routesInApp } from "./table";

const FULL_EMAIL = {
  to: "delivered@resend.dev",
  subject: "Hi",
  html: "<p>Hi</p>",
  text: "Hi",
  headers: { "X-Order": "7" },
  tags: [{ name: "order", value: "7" }],
};

let stack: Stack;
/** Owns an email, a plan, a checkout and an API key. */
let owner: Session;
let stranger: Session;
const ids: Record<string, string> = {};

beforeAll(async () => {
  stack = await startStack();
  await endlessBudget(stack);
  [owner, stranger] = await Promise.all([
    signIn(stack, "owner@mailbox.dev"),
    signIn(stack, "stranger@mailbox.dev"),
  ]);
  await buyPlan(owner, stack);
  await startCheckout("/api/checkout/topup", owner);
  const { rows } = await stack.db.query("select id from checkouts where kind = 'topup'");
  ids.checkout = rows[0].id;
  ids.email = (await (await owner.post("/api/send", FULL_EMAIL)).json()).id;
  const key = { name: "CI", permission: "full_access" };
  ids.key = (await (await owner.post("/api/keys", key)).json()).key.id;
  const { payments } = await stack.sandbox.state();
  ids.payment = payments[0]?.payment_id ?? "";
  await inviteAndJoin(stack, owner, "mate@mailbox.dev", "viewer");
  await owner.post("/api/invites", { email: "open@mailbox.dev", role: "viewer" });
  const listed = async (path: string) => (await (await owner.fetch(path)).json()).data;
  ids.invite = (await listed("/api/invites"))[0].id;
  ids.member = (await listed("/api/members"))[1].user_id;
  await signIn(stack, owner.email);
  ids.session = (await listed("/api/sessions")).find((one: { is_current: boolean }) => !one.is_current).id;
  await settled(stack);
});
afterAll(() => stack?.stop());

/** The address of a row with ids of the owner's, or with `id` in their place. */
const url = (row: Row, id?: string) =>
  `${stack.baseUrl}${row.path.replace(/:([a-z]+)/, (_match, name) => id ?? ids[name] ?? "")}`;
const own = () => ({ Origin: stack.baseUrl, "X-Forwarded-For": someAddress() });
const asOwner = () => ({ ...own(), Cookie: owner.cookie });
const method = (row: Row) => row.methods[0] ?? "GET";
const labelled = (rows: Row[]): [string, Row][] => rows.map((row) => [`${method(row)} ${row.path}`, row]);
const changes = (row: Row) => method(row) !== "GET";
const post = (row: Row, body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(url(row), {
    method: method(row),
    body,
    headers: { ...asOwner(), "Content-Type": "application/json", ...headers },
  });

const withSession = ROWS.filter(({ auth }) => auth !== "public");
const withInput = ROWS.filter(({ input }) => input !== undefined);

/** Checkouts are limited per minute; each test starts with a full allowance. */
const forgetLimits = async () => {
  await stack.db.query("delete from rate_limits");
};

it("every route handler has a row in the table, with the methods that it exports", () => {
  const inTable = [
    ...ROWS.flatMap(({ folder, methods }) => methods.map((one) => `${one} ${folder}`)),
    ...API_ROWS.map(({ folder, method }) => `${method} ${folder}`),
    ...OPERATOR_ROWS.map(({ folder, method }) => `${method} ${folder}`),
  ];
  const inApp = routesInApp().flatMap(({ folder, methods }) => methods.map((one) => `${one} ${folder}`));
  expect(inApp.sort()).toEqual(inTable.sort());
});

describe("without a session there is nothing but 401", () => {
  it.each(labelled(withSession))("%s", async (_label, row) => {
    const jars = ["", "next-auth.session-token=forged", `${owner.cookie.slice(0, -4)}AAAA`];
    for (const cookie of jars) {
      const answer = await fetch(url(row), { method: method(row), headers: { ...own(), Cookie: cookie } });
      const code = row.auth === "either" ? /missing_api_key/ : /unauthenticated/;
      expect((await expectProblem(answer, 401)).code).toMatch(code);
    }
  });
});

describe("what belongs to another customer does not exist, and neither does what is no id", () => {
  it.each(labelled(ROWS.filter(({ path }) => path.includes(":"))))("%s", async (_label, row) => {
    const ask = (path: string) =>
      stranger.fetch(path, {
        method: method(row),
        ...(changes(row) && {
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify(row.input?.good),
        }),
      });
    const foreign = await ask(url(row));
    const { detail } = await expectProblem(foreign, 404, "not_found");
    const unknown = url(row, "01900000-0000-7000-8000-000000000000");
    expect((await expectProblem(await ask(unknown), 404, "not_found")).detail).toBe(detail);
    for (const id of ["7", "%00", "..%2f..", "a'--", ids.email?.replaceAll("-", ""), "x".repeat(5_000)])
      await expectProblem(await ask(url(row, id)), 404, "not_found");
  });
});

describe("another method is refused with 405 and not a word", () => {
  it.each(labelled(ROWS))("%s", async (_label, row) => {
    for (const other of otherMethods(row)) {
      const answer = await fetch(url(row), { method: other, headers: asOwner() });
      expect([other, answer.status, await answer.text()]).toEqual([other, 405, ""]);
    }
  });
});

describe("another site can't make a browser change anything", () => {
  const evil: Record<string, string>[] = [
    { Origin: "https://evil.example" },
    { Origin: "null" },
    { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site" },
    { "Sec-Fetch-Site": "none" },
    { Referer: "http://127.0.0.1/" },
    {},
  ];
  it.each(labelled(withSession.filter(changes)))("%s", async (_label, row) => {
    for (const headers of [
      ...evil,
      { Origin: `${stack.baseUrl}.evil.example` },
      { Origin: stack.sandboxUrl },
    ]) {
      const answer = await fetch(url(row), {
        method: method(row),
        headers: { Cookie: owner.cookie, "Content-Type": "text/plain", ...headers },
        body: "{}",
      });
      await expectProblem(answer, 403, "forbidden_origin");
    }
  });
});

describe("a body is refused", () => {
  it.each(labelled(withInput))("if it is too large: %s", async (_label, row) => {
    const answer = await post(row, "x".repeat((row.input?.bytesMax ?? 0) + 1));
    await expectProblem(answer, 413, "body_too_large");
  });

  it.each(labelled(withInput))("if it is not JSON: %s", async (_label, row) => {
    await forgetLimits();
    for (const body of ["{", "{'a':1}", "undefined", "[1,]", new Uint8Array([0x7b, 0xff, 0x7d])])
      await expectProblem(await post(row, body), 400, "unreadable_body");
  });

  it.each(labelled(withInput))("if it is of another type, as forms are: %s", async (_label, row) => {
    await forgetLimits();
    const good = JSON.stringify(row.input?.good);
    const types = [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "application/json-patch+json",
    ];
    for (const type of types)
      await expectProblem(await post(row, good, { "Content-Type": type }), 415, "unsupported_media_type");
  });

  it.each(labelled(withInput))("with all of its faults, each with a pointer: %s", async (_label, row) => {
    await forgetLimits();
    const problem = await expectProblem(
      await post(row, JSON.stringify(row.input?.bad)),
      422,
      "invalid_input",
    );
    const pointers = problem.errors?.map(({ pointer }) => pointer) ?? [];
    expect([...new Set(pointers)].sort()).toEqual([...(row.input?.pointers ?? [])].sort());
    for (const body of ["null", "[]", '"text"', "7", "true"])
      expect((await expectProblem(await post(row, body), 422, "invalid_input")).errors?.[0]?.pointer).toBe(
        "",
      );
  });
});

it.each([
  ["limit=0", ["/limit"]],
  ["limit=101", ["/limit"]],
  ["limit=ten", ["/limit"]],
  ["cursor=made-up", ["/cursor"]],
  [`limit=1.5&cursor=${"x".repeat(501)}`, ["/limit", "/cursor"]],
  // No database holds these, which is no fault of ours: a 500 would wake somebody.
  ["search=%00", ["/search"]],
  ["domain=%00&tag=a%3D%00", ["/domain", "/tag"]],
  ["recipient=a%00&since=0000-01-01", ["/recipient", "/since"]],
])("a query is refused with all of its faults, too: %s", async (query, pointers) => {
  const problem = await expectProblem(
    await stranger.fetch(`/api/dashboard/emails?${query}`),
    422,
    "invalid_input",
  );
  expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(pointers);
});

it.each(["/api/templates/%00", "/api/templates/%2500", "/api/suppressions/%00"])(
  "what no database can hold names nothing: %s",
  async (path) => {
    expect((await stranger.fetch(path)).status).toBe(404);
  },
);

describe("a good request is answered with these fields and no others", () => {
  // The session ends with the last of them.
  const rows = [...ROWS].sort(
    (a, b) => Number(a.path.includes("everywhere")) - Number(b.path.includes("everywhere")),
  );
  it.each(labelled(rows))("%s", async (_label, row) => {
    await forgetLimits();
    // Someone with a plan can't buy another.
    const headers = row.path.endsWith("subscribe") ? { ...asOwner(), Cookie: stranger.cookie } : asOwner();
    const answer = changes(row)
      ? await post(row, JSON.stringify(row.input?.good ?? {}), headers)
      : await fetch(url(row), { headers, redirect: "manual" });
    expect(answer.status).toBe(row.status);
    expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(answer.headers.get("X-Request-Id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers.get("Cache-Control")).toContain("no-store");
    if (row.keys) expect(keysOf(await answer.json())).toEqual(row.keys);
  });
});
