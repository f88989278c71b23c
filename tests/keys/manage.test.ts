import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { KEYS_MAX } from "@/lib/contracts/key-rules";
import { expectProblem } from "../support/answers";
import { callWith, keysOf, makeKey } from "../support/api-key";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { giveDomain } from "../support/verified-domain";
import { waitFor } from "../support/wait-for";

let stack: Stack;
let ada: Session;
let eve: Session;
beforeAll(async () => {
  stack = await startStack({ env: { LOG_LEVEL: "debug" } });
  [ada, eve] = await Promise.all([signIn(stack, "ada@mailbox.dev"), signIn(stack, "eve@mailbox.dev")]);
});
afterAll(() => stack?.stop());
beforeEach(async () => {
  await stack.db.query("delete from api_keys; delete from api_key_usage; delete from domains");
});

const change = (session: Session, id: string, changes: object) =>
  session.fetch(`/api/keys/${id}`, {
    method: "PATCH",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(changes),
  });
const revoke = (session: Session, id: string) => session.fetch(`/api/keys/${id}`, { method: "DELETE" });
const pointersOf = async (answer: Response) =>
  (await expectProblem(answer, 422, "invalid_input")).errors?.map(({ pointer }) => pointer);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

describe("a key that is made", () => {
  it("works from the next request on, and its token is in the one answer and nowhere else", async () => {
    const { key, token } = await makeKey(ada, { name: "  Billing job " });
    expect(token).toMatch(/^mk_[\w-]{43}$/);
    expect(key).toMatchObject({
      name: "Billing job",
      status: "active",
      masked_token: `mk_…${token.slice(-4)}`,
    });
    expect((await callWith(stack, token, "/api-keys")).status).toBe(200);
    const { rows } = await stack.db.query("select *, token_hash as hash from api_keys");
    expect(JSON.stringify(rows)).not.toContain(token.slice(3, -4));

    const refused = { name: "CI", permission: "full_access", token };
    const said = await Promise.all(
      [
        ada.fetch("/api/keys"),
        ada.fetch("/dashboard/keys"),
        change(ada, key.id, { name: "Other" }),
        ada.post("/api/keys", refused),
        callWith(stack, token, "/api-keys"),
        callWith(stack, token, `/api-keys/${key.id}`, { method: "PATCH", body: { name: "Third" } }),
        revoke(ada, key.id),
      ].map(async (answer) => (await answer).text()),
    );
    const requestId = (await callWith(stack, token, "/api-keys")).headers.get("X-Request-Id") ?? "";
    await waitFor(() => stack.logs().includes(requestId), { what: "the log to be written" });
    for (const text of [...said, stack.logs()]) {
      expect(text).not.toContain(token.slice(3, 12));
      expect(text).not.toContain(rows[0].hash.slice(0, 9));
    }
  });

  it("can be bound to one of the customer's own domains, if it is for sending only", async () => {
    const own = await giveDomain(stack, ada.email, "mail.ada.dev");
    const foreign = await giveDomain(stack, eve.email, "mail.eve.dev");
    const ask = (domain_id: string, permission = "sending_access") =>
      ada.post("/api/keys", { name: "CI", permission, domain_id });
    expect(await pointersOf(await ask(foreign))).toEqual(["/domain_id"]);
    expect(await pointersOf(await ask(own, "full_access"))).toEqual(["/domain_id"]);
    const { key } = await (await ask(own)).json();
    expect(key).toMatchObject({ domain: "mail.ada.dev", status: "active" });
    expect(await (await ada.fetch("/api/keys")).json()).toMatchObject({
      domains: [{ id: own, name: "mail.ada.dev" }],
    });
  });

  it("expires in the future or not at all", async () => {
    const ask = (expires_at: unknown) =>
      ada.post("/api/keys", { name: "CI", permission: "full_access", expires_at });
    for (const past of [inDays(-1), "soon", 7])
      expect(await pointersOf(await ask(past))).toEqual(["/expires_at"]);
    expect((await ask(null)).status).toBe(201);
    expect((await ask(inDays(1))).status).toBe(201);
  });

  it(`is one of at most ${KEYS_MAX} that can be used, however many are asked for at once`, async () => {
    await makeKey(eve);
    const ask = () => ada.post("/api/keys", { name: "CI", permission: "full_access" });
    const answers = await Promise.all(Array.from({ length: KEYS_MAX + 10 }, ask));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(KEYS_MAX);
    await expectProblem(await ask(), 409, "wrong_state");
    const [one, another] = await keysOf(ada);
    await revoke(ada, one?.id ?? "");
    await stack.db.query("update api_keys set expires_at = now() where id = $1", [another?.id]);
    expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([201, 201, 409]);
  });
});

describe("a key that ended is refused at the next request with 401", () => {
  const isRefused = async (token: string) => {
    const answer = await callWith(stack, token, "/api-keys");
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ statusCode: 401, name: "invalid_api_key" });
  };

  it("when it was revoked, and revoking it again changes nothing", async () => {
    const { key, token } = await makeKey(ada);
    const revoked = await (await revoke(ada, key.id)).json();
    await isRefused(token);
    expect(await (await revoke(ada, key.id)).json()).toEqual(revoked);
  });

  it("when it expires", async () => {
    const { key, token } = await makeKey(ada, { expires_at: inDays(1) });
    expect((await callWith(stack, token, "/api-keys")).status).toBe(200);
    await stack.db.query("update api_keys set expires_at = clock_timestamp() where id = $1", [key.id]);
    await isRefused(token);
    expect(await keysOf(ada)).toMatchObject([{ id: key.id, status: "expired" }]);
  });

  it("when its one domain is gone: it does not become a key for all", async () => {
    const domain_id = await giveDomain(stack, ada.email, "mail.ada.dev");
    const { token } = await makeKey(ada, { permission: "sending_access", domain_id });
    await stack.db.query("delete from domains");
    await isRefused(token);
    expect(await keysOf(ada)).toMatchObject([{ status: "no_domain", domain: null }]);
  });
});

describe("the list", () => {
  it("has the newest first, and ended ones behind them for 30 days", async () => {
    const [oldest, revoked, expired, newest] = [
      await makeKey(ada, { name: "oldest" }),
      await makeKey(ada, { name: "revoked" }),
      await makeKey(ada, { name: "expired" }),
      await makeKey(ada, { name: "newest" }),
    ].map(({ key }) => key.id);
    await revoke(ada, revoked ?? "");
    await stack.db.query("update api_keys set expires_at = now() where id = $1", [expired]);
    expect((await keysOf(ada)).map(({ id }) => id)).toEqual([newest, oldest, expired, revoked]);
    await stack.db.query(`update api_keys set revoked_at = revoked_at - interval '30 days',
      expires_at = expires_at - interval '29 days'`);
    expect((await keysOf(ada)).map(({ id }) => id)).toEqual([newest, oldest, expired]);
    expect(await keysOf(eve)).toEqual([]);
  });

  it("says what each key used of its budgets, today and this month", async () => {
    const { key } = await makeKey(ada, { daily_credits: 100, monthly_credits: 1_000 });
    const { key: unused } = await makeKey(ada);
    await stack.db.query(
      `insert into api_key_usage select customer_id, id, (clock_timestamp() at time zone 'utc')::date - ago, credits
       from api_keys, (values (0, 7), (40, 5)) as use(ago, credits) where id = $1`,
      [key.id],
    );
    expect(await keysOf(ada)).toMatchObject([
      { id: unused.id, daily_credits: null, monthly_credits: null, used_today: 0, used_this_month: 0 },
      { id: key.id, daily_credits: 100, monthly_credits: 1_000, used_today: 7, used_this_month: 7 },
    ]);
  });
});

describe("a change", () => {
  it("concerns what it names: null takes a budget away, what is left out stays", async () => {
    const { key } = await makeKey(ada, { daily_credits: 10, monthly_credits: 100 });
    expect(await (await change(ada, key.id, { name: "New", daily_credits: null })).json()).toEqual({
      ...key,
      name: "New",
      daily_credits: null,
    });
    expect(await pointersOf(await change(ada, key.id, {}))).toEqual([""]);
  });

  it("of a key that ended, or of another customer's, is a change of nothing: 404", async () => {
    const { key, token } = await makeKey(ada);
    await expectProblem(await change(eve, key.id, { name: "Mine" }), 404, "not_found");
    await expectProblem(await revoke(eve, key.id), 404, "not_found");
    expect((await callWith(stack, token, "/api-keys")).status).toBe(200);
    await revoke(ada, key.id);
    await expectProblem(await change(ada, key.id, { name: "Late" }), 404, "not_found");
    expect(await keysOf(ada)).toMatchObject([{ name: "CI" }]);
  });

  it("from another site is refused, in the browser of somebody who is signed in", async () => {
    const { key } = await makeKey(ada);
    const headers = { Origin: "https://evil.example", "Content-Type": "application/json" };
    const body = JSON.stringify({ name: "Evil", permission: "full_access" });
    for (const [method, path] of [
      ["POST", "/api/keys"],
      ["PATCH", `/api/keys/${key.id}`],
      ["DELETE", `/api/keys/${key.id}`],
      ["POST", "/api-keys"],
      ["PATCH", `/api-keys/${key.id}`],
      ["DELETE", `/api-keys/${key.id}`],
    ] as const) {
      const init = method === "DELETE" ? { method, headers } : { method, headers, body };
      expect((await ada.fetch(path, init)).status, `${method} ${path}`).toBe(403);
    }
    expect(await keysOf(ada)).toMatchObject([{ id: key.id, name: "CI", status: "active" }]);
  });

  it("takes a session: a key opens none of these routes", async () => {
    const { token } = await makeKey(ada);
    await expectProblem(await callWith(stack, token, "/api/keys"), 401, "unauthenticated");
  });
});
