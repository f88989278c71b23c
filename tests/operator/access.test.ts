import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API_ROWS } from "../routes/api-table";
import { OPERATOR_PAGES, OPERATOR_ROWS, type OperatorRow } from "../routes/operator-table";
import { ROWS } from "../routes/table";
import { expectProblem } from "../support/answers";
import { giveKey } from "../support/given-key";
import { inviteAndJoin } from "../support/members";
import { customerOf, logOf, type Operator, signInOperator } from "../support/operator";
import { type Session, signIn, someAddress } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
let operator: Operator;
let customer: Session;
let customerId: string;
let token: string;

beforeAll(async () => {
  stack = await startStack();
  [operator, customer] = await Promise.all([signInOperator(stack), signIn(stack, "ada@mailbox.dev")]);
  customerId = await customerOf(stack, customer.email);
  token = (await giveKey(stack, customer.email)).token;
});
afterAll(() => stack?.stop());

const filled = (text: string) => text.replace(":customer", customerId);
const labelled = (rows: readonly OperatorRow[]): [string, OperatorRow][] =>
  rows.map((row) => [`${row.method} ${row.path}`, row]);
const ask = ({ method, path, body }: OperatorRow, headers: Record<string, string>) =>
  fetch(stack.baseUrl + path, {
    method,
    headers: {
      "X-Forwarded-For": someAddress(),
      ...(body && { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body && { body: filled(JSON.stringify(body)) }),
  });
const visit = (path: string, cookie = "") =>
  fetch(stack.baseUrl + filled(path), { headers: { Cookie: cookie }, redirect: "manual" });

describe("for everybody but an operator there is no such route", () => {
  it.each(labelled(OPERATOR_ROWS))("%s", async (_label, row) => {
    const own = { Origin: stack.baseUrl };
    const others: Record<string, string>[] = [
      {},
      own,
      { ...own, Cookie: "next-auth.session-token=forged" },
      { ...own, Cookie: customer.cookie },
      { Origin: "https://evil.example", Cookie: customer.cookie },
      { Authorization: `Bearer ${token}` },
      { Authorization: `Bearer ${token}`, ...own, Cookie: customer.cookie },
      { Authorization: "Bearer mk_made-up" },
    ];
    for (const headers of others) await expectProblem(await ask(row, headers), 404, "not_found");
    const evil = { Origin: "https://evil.example", Cookie: operator.cookie };
    await expectProblem(await ask(row, evil), 403, "forbidden_origin");
    const key = { Authorization: `Bearer ${token}`, ...own, Cookie: operator.cookie };
    expect((await ask(row, key)).status).toBe(row.status);
  });
});

it("for everybody but an operator there is no such route, by any method", async () => {
  for (const path of ["/api/operator/actions", "/api/operator/views"])
    for (const method of ["GET", "HEAD", "PUT", "PATCH", "OPTIONS"]) {
      const cookies = { Origin: stack.baseUrl, "X-Forwarded-For": someAddress() };
      const asked = (cookie: string) =>
        fetch(stack.baseUrl + path, { method, headers: { ...cookies, Cookie: cookie } });
      for (const cookie of ["", customer.cookie]) expect((await asked(cookie)).status).toBe(404);
      expect((await asked(operator.cookie)).status).toBe(405);
    }
});

describe("for everybody but an operator there is no such page", () => {
  it.each(OPERATOR_PAGES)("%s", async (path) => {
    for (const cookie of ["", "next-auth.session-token=forged", customer.cookie]) {
      const answer = await visit(path, cookie);
      expect([cookie, answer.status]).toEqual([cookie, 404]);
      expect(await answer.text()).not.toContain("Dodo Payments");
    }
    expect((await visit(path, operator.cookie)).status).toBe(200);
  });

  it("nor for a navigation within the app, which renders no layout", async () => {
    for (const path of OPERATOR_PAGES) {
      const headers = { Cookie: customer.cookie, RSC: "1", "Next-Url": "/operator" };
      const answer = await fetch(`${stack.baseUrl}${filled(path)}?_rsc=1`, { headers, redirect: "manual" });
      expect(await answer.text()).not.toContain(operator.email);
    }
  });
});

it("whatever is wrong with an action is refused with a pointer, and leaves no entry", async () => {
  const before = (await logOf(stack)).length;
  for (const [body, pointer] of [
    [{ action: "customer.pause", customer_id: customerId, reason: "Why", note: " " }, "/note"],
    [
      { action: "customer.credits", customer_id: customerId, id: customerId, credits: 0, note: "x" },
      "/credits",
    ],
    [{ action: "made.up" }, "/action"],
    [{ action: "sending.resume", note: "a\u0000" }, "/note"],
    [{ action: "webhook.replay", source: "dodo", id: "a\u0000" }, "/id"],
    [{ action: "customer.reread", customer_id: "7" }, "/customer_id"],
  ] as const) {
    const { errors } = await expectProblem(await operator.ask(body), 422, "invalid_input");
    expect(errors?.map((issue) => issue.pointer)).toEqual([pointer]);
  }
  const nobody = "01900000-0000-7000-8000-000000000000";
  const pause = { action: "customer.pause", customer_id: nobody, reason: "Why", note: "None" };
  await expectProblem(await operator.ask(pause), 404, "not_found");
  const resume = { action: "customer.resume", customer_id: customerId, note: "None" };
  await expectProblem(await operator.ask(resume), 409, "wrong_state");
  expect(await logOf(stack)).toHaveLength(before);
});

describe("an operator who looks at a customer's dashboard", () => {
  let viewing: string;

  const begin = async () => {
    const answer = await operator.post("/api/operator/views", {
      customer_id: customerId,
      note: "They asked us to look.",
    });
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith("mailkit-view="));
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    return `${operator.cookie}; ${cookie?.split(";", 1)[0]}`;
  };
  const me = async (cookie: string) => {
    const answer = await fetch(`${stack.baseUrl}/api/me`, { headers: { Cookie: cookie } });
    return JSON.stringify(await answer.json());
  };

  beforeAll(async () => {
    viewing = await begin();
  });

  it("sees what the customer sees, and a line that says so", async () => {
    expect(await me(operator.cookie)).not.toContain(customer.email);
    expect(await me(viewing)).toContain(customer.email);
    const page = await (await visit("/dashboard", viewing)).text();
    expect(page).toContain(`You look at the dashboard of ${customer.email}`);
    expect((await visit("/operator", viewing)).status).toBe(200);
  });

  const changes = [
    ...ROWS.filter(({ auth }) => auth !== "public").flatMap(({ methods, path }) =>
      methods.filter((method) => method !== "GET").map((method) => ({ method, path })),
    ),
    ...API_ROWS.filter(({ method }) => method !== "GET").map(({ method, path }) => ({ method, path })),
  ];
  it.each(changes.map((one) => [`${one.method} ${one.path}`, one] as const))(
    "can't do this: %s",
    async (_label, { method, path }) => {
      const url = stack.baseUrl + path.replace(/:[a-z]+/g, customerId);
      const headers = { Cookie: viewing, Origin: stack.baseUrl, "Content-Type": "application/json" };
      const answer = await fetch(url, { method, headers, body: "{}" });
      expect(answer.status).toBe(403);
      expect(await answer.text()).toMatch(/"(code|reason)":"view_only"/);
    },
  );

  it("is the only one for whom the cookie means anything", async () => {
    const stolen = viewing.split("; ")[1] ?? "";
    const eve = await signIn(stack, "eve@mailbox.dev");
    expect(await me(`${eve.cookie}; ${stolen}`)).toContain(eve.email);
    expect(await me(`${operator.cookie}; mailkit-view=${customerId}`)).toContain(operator.email);
    const answer = await fetch(`${stack.baseUrl}/api/me`, { headers: { Cookie: stolen } });
    expect(answer.status).toBe(401);
  });

  it("sees it for half an hour, or until it is ended", async () => {
    await stack.db.query("update operator_views set expires_at = expires_at - interval '30 minutes'");
    expect(await me(viewing)).toContain(operator.email);
    const again = await begin();
    expect(await me(again)).toContain(customer.email);
    const headers = { Cookie: again, Origin: stack.baseUrl };
    const ended = await fetch(`${stack.baseUrl}/api/operator/views`, { method: "DELETE", headers });
    expect(ended.headers.getSetCookie()[0]).toMatch(/^mailkit-view=; Max-Age=0/);
    expect(await me(again)).toContain(operator.email);
    const log = await logOf(stack);
    expect(log.filter(({ action }) => action === "view.begin").length).toBeGreaterThanOrEqual(2);
    expect(log.at(-1)).toMatchObject({ action: "view.end" });
  });
});

it("an operator who is a member of an account, in whatever role, is an operator all the same", async () => {
  const member = await inviteAndJoin(stack, customer, operator.email, "viewer");
  const answer = await member.post("/api/operator/actions", {
    action: "customer.reread",
    customer_id: customerId,
  });
  expect(answer.status).toBe(200);
});
