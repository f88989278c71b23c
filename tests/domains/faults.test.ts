import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Stack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { age, atResend, domainOwner, domainStack, type Owner, operator, rowOf } from "./owner";

let stack: Stack;
let ada: Owner;

beforeAll(async () => {
  stack = await domainStack(50);
  ada = await domainOwner(stack, "ada");
});
beforeEach(() => stack.sandbox.clearFaults());
afterAll(() => stack?.stop());

const create = (name: string) => ada.call("POST", "/domains", { name });
const list = async () => (await ada.sdk.domains.list({ limit: 100 })).data?.data.map(({ name }) => name);

describe.each(["kill_before", "kill_after"] as const)("a crash while Resend is asked (%s)", (kind) => {
  it("leaves nothing to see, and the next attempt carries on", async () => {
    const name = `${kind.replace("_", "-")}.dev`;
    await stack.sandbox.addFaults({
      target: "resend",
      kind,
      method: "POST",
      path: "^/domains$",
      pid: stack.pid(),
    });
    await expect(create(name)).rejects.toThrow();
    await stack.restart();
    expect(await list()).not.toContain(name);
    // Whoever died may be alive for all that the next one knows, until its lease is over.
    expect((await create(name)).status).toBe(409);
    await age(stack, name, "checked_at", "3 minutes");
    expect((await create(name)).status).toBe(201);
    expect(await atResend(stack, name)).toHaveLength(1);
    expect((await rowOf(stack, name))?.resend_id).toBe((await atResend(stack, name))[0]?.id);
    expect(await list()).toContain(name);
  });
});

it("a claim that nobody takes up again is undone, at Resend as well", async () => {
  const name = "left-behind.dev";
  await stack.sandbox.addFaults({
    target: "resend",
    kind: "reset_after",
    method: "POST",
    path: "^/domains$",
  });
  expect((await create(name)).status).toBe(503);
  expect(await atResend(stack, name)).toHaveLength(1);
  await age(stack, name, "checked_at", "11 minutes");
  await waitFor(async () => !(await rowOf(stack, name)), {
    timeoutMs: 20_000,
    what: "the claim to be undone",
  });
  expect(await atResend(stack, name)).toEqual([]);
});

it("undoing a claim leaves alone what the operator has under its name", async () => {
  const name = "operators.dev";
  const { data } = await operator(stack).domains.create({ name });
  await stack.db.query(
    `insert into domains (customer_id, id, name, created_at, checked_at)
     values ($1, gen_random_uuid(), $2, now() + interval '1 hour', now() - interval '11 minutes')`,
    [ada.customerId, name],
  );
  await waitFor(async () => !(await rowOf(stack, name)), {
    timeoutMs: 20_000,
    what: "the claim to be undone",
  });
  expect(await atResend(stack, name)).toMatchObject([{ id: data?.id }]);
});

it.each([
  ["a 500 of Resend's", { kind: "status", status: 500 }, 503],
  ["a proxy's page", { kind: "html_502" }, 503],
  ["a connection that is cut", { kind: "reset_before" }, 503],
  ["an answer that is lost", { kind: "reset_after" }, 503],
  ["a rate limit that stays", { kind: "status", status: 429, retryAfter: 1, times: 9 }, 503],
  ["a key that may not", { kind: "status", status: 401, code: "restricted_api_key" }, 502],
] as const)(
  "%s is a clear error that leaves nothing behind, and a second try works",
  async (label, fault, status) => {
    const name = `${label.replaceAll(/[^a-z0-9]+/gi, "-").toLowerCase()}.dev`;
    await stack.sandbox.addFaults({ target: "resend", method: "POST", path: "^/domains$", ...fault });
    const answer = await create(name);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ statusCode: status, name: "application_error" });
    expect(answer.headers.has("retry-after")).toBe(status === 503);
    expect(await list()).not.toContain(name);
    await stack.sandbox.clearFaults();
    expect((await create(name)).status).toBe(201);
    expect(await atResend(stack, name)).toHaveLength(1);
    const { data } = await ada.sdk.domains.list({ limit: 100 });
    expect((await ada.sdk.domains.remove(data?.data[0]?.id ?? "")).error).toBeNull();
  },
);

it("a rate limit that is over soon is waited for", async () => {
  await stack.sandbox.addFaults({
    target: "resend",
    kind: "status",
    status: 429,
    retryAfter: 1,
    method: "POST",
    path: "^/domains$",
  });
  expect((await create("patient.dev")).status).toBe(201);
});

describe("what Resend does not do now is not done here either", () => {
  const name = "steady.dev";
  let id = "";
  beforeAll(async () => {
    id = ((await (await create(name)).json()) as { id: string }).id;
  });
  const fail = (method: string) =>
    stack.sandbox.addFaults({ target: "resend", kind: "status", status: 503, method, path: "^/domains/" });

  it("an update", async () => {
    await fail("PATCH");
    expect((await ada.sdk.domains.update({ id, openTracking: true })).error?.statusCode).toBe(503);
    expect((await ada.sdk.domains.get(id)).data?.open_tracking).toBe(false);
  });

  it("a verification", async () => {
    await fail("POST");
    expect((await ada.sdk.domains.verify(id)).error?.statusCode).toBe(503);
    expect((await rowOf(stack, name))?.status).toBe("not_started");
  });

  it("a look, which shows what was known last", async () => {
    await age(stack, name, "checked_at", "1 minute");
    await fail("GET");
    expect((await ada.sdk.domains.get(id)).data).toMatchObject({ name, status: "not_started" });
  });

  it("a removal, which can be repeated after its answer was lost", async () => {
    await fail("DELETE");
    expect((await ada.sdk.domains.remove(id)).error?.statusCode).toBe(503);
    expect(await list()).toContain(name);
    await stack.sandbox.addFaults({ target: "resend", kind: "reset_after", method: "DELETE" });
    expect((await ada.sdk.domains.remove(id)).error?.statusCode).toBe(503);
    expect((await ada.sdk.domains.remove(id)).data).toMatchObject({ deleted: true });
    expect(await atResend(stack, name)).toEqual([]);
  });
});
