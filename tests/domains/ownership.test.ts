import { afterAll, beforeAll, expect, it } from "vitest";
import type { Stack } from "../support/stack";
import { age, atResend, domainOwner, domainStack, type Owner, operator, rowOf } from "./owner";

let stack: Stack;
let ada: Owner;
let eve: Owner;

beforeAll(async () => {
  stack = await domainStack(50);
  [ada, eve] = await Promise.all([domainOwner(stack, "ada"), domainOwner(stack, "eve")]);
});
afterAll(() => stack?.stop());

async function add(owner: Owner, name: string): Promise<string> {
  const { data, error } = await owner.sdk.domains.create({ name });
  if (!data) throw new Error(error.message);
  return data.id;
}

it("another customer's domain does not exist, whatever is asked of it", async () => {
  const id = await add(ada, "private.dev");
  const { domains } = eve.sdk;
  for (const answer of [
    await domains.get(id),
    await domains.update({ id, openTracking: true }),
    await domains.verify(id),
    await domains.remove(id),
  ])
    expect(answer.error).toMatchObject({ name: "not_found", statusCode: 404 });
  expect((await domains.list()).data?.data).toEqual([]);
  expect(await atResend(stack, "private.dev")).toMatchObject([
    { status: "not_started", open_tracking: false },
  ]);
});

it("a name can be claimed once, and nobody learns by whom", async () => {
  await add(ada, "claimed.dev");
  const again = await ada.sdk.domains.create({ name: "CLAIMED.dev." });
  expect(again.error).toMatchObject({ statusCode: 409, message: "You have added this domain already." });
  const foreign = await eve.call("POST", "/domains", { name: "claimed.dev" });
  expect(foreign.status).toBe(409);
  const text = await foreign.text();
  expect(text).toContain("registered already");
  expect(text).not.toContain(ada.customerId);
  expect(text).not.toContain("ada@");
});

it("of many who want a name at once, one has it, and Resend is asked for one domain", async () => {
  const answers = await Promise.all(
    [ada, eve, ada, eve, ada, eve].map((owner) => owner.call("POST", "/domains", { name: "race.dev" })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  expect(await atResend(stack, "race.dev")).toHaveLength(1);
});

it("a name that was not verified for three days goes to who claims it then", async () => {
  const old = await add(ada, "stale.dev");
  await age(stack, "stale.dev", "created_at", "71 hours");
  expect((await eve.sdk.domains.create({ name: "stale.dev" })).error).toMatchObject({ statusCode: 409 });
  await age(stack, "stale.dev", "created_at", "73 hours");
  const formerResendId = (await rowOf(stack, "stale.dev"))?.resend_id;
  const taken = await add(eve, "stale.dev");
  expect((await ada.sdk.domains.get(old)).error).toMatchObject({ statusCode: 404 });
  expect((await eve.sdk.domains.get(taken)).data?.name).toBe("stale.dev");
  const known = await atResend(stack, "stale.dev");
  expect(known).toHaveLength(1);
  expect(known[0]?.id).not.toBe(formerResendId);
});

it("a name stays whose it is as long as Resend can't be asked", async () => {
  const id = await add(ada, "steady.dev");
  await age(stack, "steady.dev", "created_at", "73 hours");
  for (const method of ["GET", "DELETE"]) {
    await stack.sandbox.addFaults({
      target: "resend",
      kind: "status",
      status: 503,
      method,
      path: "^/domains/",
    });
    expect((await eve.sdk.domains.create({ name: "steady.dev" })).error).toMatchObject({ statusCode: 503 });
    expect((await stack.sandbox.faults()).remaining).toEqual([]);
    expect((await rowOf(stack, "steady.dev"))?.id).toBe(id);
    expect(await atResend(stack, "steady.dev")).toHaveLength(1);
  }
});

it("a name that was verified stays its owner's, even if nobody here had heard of it yet", async () => {
  await add(ada, "verified.dev");
  const resendId = (await rowOf(stack, "verified.dev"))?.resend_id ?? "";
  await operator(stack).domains.verify(resendId);
  await expect.poll(async () => (await atResend(stack, "verified.dev"))[0]?.status).toBe("verified");
  await age(stack, "verified.dev", "created_at", "73 hours");
  expect((await eve.sdk.domains.create({ name: "verified.dev" })).error).toMatchObject({ statusCode: 409 });
  expect((await rowOf(stack, "verified.dev"))?.status).toBe("verified");
  expect(await atResend(stack, "verified.dev")).toHaveLength(1);
});

it("a domain that the operator has at Resend never becomes a customer's", async () => {
  const { data } = await operator(stack).domains.create({ name: "operators-own.dev" });
  await operator(stack).domains.verify(data?.id ?? "");
  await expect.poll(async () => (await atResend(stack, "operators-own.dev"))[0]?.status).toBe("verified");
  const claimed = await eve.sdk.domains.create({ name: "operators-own.dev" });
  expect(claimed.error).toMatchObject({ statusCode: 409 });
  expect(await rowOf(stack, "operators-own.dev")).toBeUndefined();
  expect(await atResend(stack, "operators-own.dev")).toMatchObject([{ id: data?.id, status: "verified" }]);
});
