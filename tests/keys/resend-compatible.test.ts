import { Resend } from "resend";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { resendErrorSchema } from "@/lib/contracts/resend/error";
import { callWith, keysOf, makeKey } from "../support/api-key";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { waitFor } from "../support/wait-for";

let stack: Stack;
let ada: Session;
beforeAll(async () => {
  stack = await startStack();
  ada = await signIn(stack, "ada@mailbox.dev");
});
afterAll(() => stack?.stop());
beforeEach(async () => {
  await stack.db.query("delete from api_keys; delete from rate_limits");
});

const sdk = (token: string) => new Resend(token, { baseUrl: stack.baseUrl });
const call = (token: string, path: string, options?: Parameters<typeof callWith>[3]) =>
  callWith(stack, token, path, options);
async function expectError(answer: Response, status: number, name: string) {
  expect(answer.headers.get("Content-Type")).toBe("application/json");
  const error = resendErrorSchema.strict().parse(await answer.json());
  expect([answer.status, error.statusCode, error.name]).toEqual([status, status, name]);
  return error;
}

it("Resend's SDK makes a key, lists it, renames it and removes it", async () => {
  const { key, token } = await makeKey(ada);
  const { apiKeys } = sdk(token);
  const made = await apiKeys.create({ name: "Made by a program" });
  expect(made.error).toBeNull();
  expect(made.data).toEqual({ id: expect.any(String), token: expect.stringMatching(/^mk_/) });
  const id = made.data?.id ?? "";
  // Full access is Resend's default.
  expect((await sdk(made.data?.token ?? "").apiKeys.list()).error).toBeNull();
  await waitFor(async () => (await apiKeys.list()).data?.data[0]?.last_used_at, {
    what: "the use to be noted",
  });
  expect((await apiKeys.list()).data).toEqual({
    object: "list",
    has_more: false,
    data: [
      { id, name: "Made by a program", created_at: expect.any(String), last_used_at: expect.any(String) },
      { id: key.id, name: "CI", created_at: key.created_at, last_used_at: expect.any(String) },
    ],
  });
  expect((await apiKeys.update(id, { name: "Renamed" })).data).toEqual({ object: "api_key", id });
  expect((await apiKeys.remove(id)).data).toEqual({ object: "api_key", id, deleted: true });
  expect((await apiKeys.list()).data?.data.map(({ name }) => name)).toEqual(["CI"]);
  expect((await keysOf(ada)).map(({ name, status }) => [name, status])).toEqual([
    ["CI", "active"],
    ["Renamed", "revoked"],
  ]);
});

it("the list is walked in both directions, without a gap", async () => {
  const { token } = await makeKey(ada, { name: "0" });
  for (const name of ["1", "2", "3", "4"]) await makeKey(ada, { name });
  const ids = (await keysOf(ada)).map(({ id }) => id);
  const page = async (options: Parameters<Resend["apiKeys"]["list"]>[0]) => {
    const { data } = await sdk(token).apiKeys.list(options);
    return [data?.data.map(({ name }) => name).join(""), data?.has_more];
  };
  expect(await page({ limit: 2 })).toEqual(["43", true]);
  expect(await page({ limit: 2, after: ids[1] ?? "" })).toEqual(["21", true]);
  expect(await page({ limit: 2, after: ids[3] ?? "" })).toEqual(["0", false]);
  expect(await page({ limit: 2, before: ids[4] ?? "" })).toEqual(["21", true]);
  expect(await page({ limit: 2, before: ids[2] ?? "" })).toEqual(["43", false]);
  for (const query of ["limit=0", "limit=101", "limit=x", "after=7", `after=${ids[0]}&before=${ids[1]}`])
    await expectError(await call(token, `/api-keys?${query}`), 422, "validation_error");
});

it("a body is read as leniently as Resend reads it, and its faults are named in Resend's words", async () => {
  const { token } = await makeKey(ada);
  const create = (body: unknown) => call(token, "/api-keys", { method: "POST", body });
  const lenient = { name: "CI", permission: "sending_access", domain_id: null, scopes: [] };
  expect((await create(lenient)).status).toBe(201);
  expect((await create({ name: "CI", permission: "", domain_id: "" })).status).toBe(201);
  expect((await expectError(await create({}), 422, "missing_required_field")).message).toContain("`name`");
  for (const body of [
    { name: "" },
    { name: "x".repeat(51) },
    { name: "two\nlines" },
    { name: "nothing\u0000at all" },
    { name: "CI", permission: "admin" },
    { name: "CI", permission: "sending_access", domain_id: "01900000-0000-7000-8000-000000000000" },
    // A restriction that would have no effect is not dropped in silence.
    { name: "CI", domain_id: "01900000-0000-7000-8000-000000000000" },
  ])
    await expectError(await create(body), 422, "validation_error");
  expect(await keysOf(ada)).toHaveLength(3);
});

it.each([
  ["daily budget", { daily_credits: 10 }],
  ["monthly budget", { monthly_credits: 10 }],
  ["expiry", { expires_at: "2999-01-01T00:00:00Z" }],
])("a key with a %s can't get itself one without, but may end itself", async (_name, bounds) => {
  const { key: other } = await makeKey(ada);
  const { key, token } = await makeKey(ada, bounds);
  const body = { name: "Free" };
  expect((await call(token, "/api-keys")).status).toBe(200);
  for (const [path, options] of [
    ["/api-keys", { method: "POST", body }],
    [`/api-keys/${key.id}`, { method: "PATCH", body }],
    [`/api-keys/${other.id}`, { method: "DELETE" }],
  ] as const)
    await expectError(await call(token, path, options), 401, "restricted_api_key");
  expect((await call(token, `/api-keys/${key.id}`, { method: "DELETE" })).status).toBe(200);
  await expectError(await call(token, "/api-keys"), 401, "invalid_api_key");
  expect((await keysOf(ada)).map(({ name, status }) => [name, status])).toEqual([
    ["CI", "active"],
    ["CI", "revoked"],
  ]);
});
