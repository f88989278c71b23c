import { afterAll, beforeAll, expect, it } from "vitest";
import { domainDeletedSchema, domainListSchema, domainSchema } from "@/lib/contracts/resend/domain";
import { resendErrorSchema } from "@/lib/contracts/resend/error";
import type { Stack } from "../support/stack";
import { waitFor } from "../support/wait-for";
import { age, atResend, domainOwner, domainStack, type Owner, operator, rowOf } from "./owner";

let stack: Stack;
let ada: Owner;

beforeAll(async () => {
  stack = await domainStack(300);
  ada = await domainOwner(stack, "ada");
});
afterAll(() => stack?.stop());

const isVerifiedAtResend = (name: string) =>
  waitFor(async () => (await atResend(stack, name))[0]?.status === "verified", {
    what: "Resend to have found the records",
  });

it("a domain lives through the official SDK as it does at Resend", async () => {
  const { sdk } = ada;
  const created = await sdk.domains.create({
    name: "Mail.Lovelace.co",
    region: "eu-west-1",
    tls: "enforced",
  });
  expect(created.error).toBeNull();
  const id = created.data?.id ?? "";
  expect(created.data).toMatchObject({
    name: "mail.lovelace.co",
    status: "not_started",
    region: "eu-west-1",
    capabilities: { sending: "enabled", receiving: "disabled" },
  });
  expect(created.data?.records.map(({ record, name }) => `${record} ${name}`)).toEqual([
    "DKIM resend._domainkey.mail",
    "SPF send.mail",
    "SPF send.mail",
  ]);
  const [known] = await atResend(stack, "mail.lovelace.co");
  expect(known?.id).not.toBe(id);

  const listed = await sdk.domains.list();
  expect(listed.data?.data).toMatchObject([{ id, name: "mail.lovelace.co" }]);

  const updated = await sdk.domains.update({
    id,
    openTracking: true,
    clickTracking: true,
    tls: "opportunistic",
  });
  expect(updated.data).toEqual({ object: "domain", id });
  expect((await sdk.domains.get(id)).data).toMatchObject({ open_tracking: true, click_tracking: true });
  expect((await atResend(stack, "mail.lovelace.co"))[0]).toMatchObject({ open_tracking: true });
  await sdk.domains.update({ id, trackingSubdomain: "links" });
  expect((await sdk.domains.get(id)).data?.records.at(-1)).toMatchObject({
    record: "Tracking",
    type: "CNAME",
    name: "links.mail",
  });

  expect((await sdk.domains.verify(id)).data).toEqual({ object: "domain", id });
  expect((await rowOf(stack, "mail.lovelace.co"))?.status).toBe("pending");
  await isVerifiedAtResend("mail.lovelace.co");
  await age(stack, "mail.lovelace.co", "checked_at", "11 seconds");
  const verified = await sdk.domains.get(id);
  expect(verified.data?.status).toBe("verified");
  expect(verified.data?.records.map(({ status }) => status)).toEqual([
    "verified",
    "verified",
    "verified",
    "verified",
  ]);

  expect((await sdk.domains.remove(id)).data).toEqual({ object: "domain", id, deleted: true });
  expect(await atResend(stack, "mail.lovelace.co")).toEqual([]);
  expect((await sdk.domains.get(id)).error).toMatchObject({ name: "not_found", statusCode: 404 });
});

it("every answer has its documented shape and status, also in the other spelling and with nulls", async () => {
  const created = await ada.call("POST", "/domains", {
    name: "shapes.dev",
    openTracking: true,
    tls: null,
    region: "",
    surprise: 1,
  });
  expect(created.status).toBe(201);
  const domain = domainSchema.parse(await created.json());
  expect(domain).toMatchObject({ open_tracking: true, tls: "opportunistic", region: "us-east-1" });
  expect(domainSchema.strict().safeParse(domain).success).toBe(true);
  const list = await ada.call("GET", "/domains?limit=1");
  expect(domainListSchema.strict().parse(await list.json())).toMatchObject({
    object: "list",
    has_more: false,
  });
  const patched = await ada.call("PATCH", `/domains/${domain.id}`, { id: domain.id, click_tracking: true });
  expect([patched.status, await patched.json()]).toEqual([200, { object: "domain", id: domain.id }]);
  const deleted = await ada.call("DELETE", `/domains/${domain.id}`);
  expect(domainDeletedSchema.strict().parse(await deleted.json()).id).toBe(domain.id);
});

it.each([
  [{}, 422, "missing_required_field"],
  [{ name: 7 }, 422, "validation_error"],
  [{ name: "not a domain" }, 422, "validation_error"],
  [{ name: "lovelace.co", region: "moon-1" }, 422, "validation_error"],
  [{ name: "lovelace.co", tls: "sometimes" }, 422, "validation_error"],
  [{ name: "mailkit.example" }, 422, "validation_error"],
  [{ name: "sub.mailkit.example" }, 422, "validation_error"],
  [{ name: "co.uk" }, 422, "validation_error"],
  [{ name: "127.0.0.1" }, 422, "validation_error"],
])("refuses %j before Resend is asked", async (body, status, name) => {
  const answer = await ada.call("POST", "/domains", body);
  expect(answer.status).toBe(status);
  expect(resendErrorSchema.parse(await answer.json())).toMatchObject({ statusCode: status, name });
});

it("a page of domains follows the one before, in both directions", async () => {
  const grace = await domainOwner(stack, "grace");
  for (const name of ["one.hopper.dev", "two.hopper.dev", "three.hopper.dev"])
    expect((await grace.sdk.domains.create({ name })).error).toBeNull();
  const first = await grace.sdk.domains.list({ limit: 2 });
  expect(first.data?.data.map(({ name }) => name)).toEqual(["three.hopper.dev", "two.hopper.dev"]);
  expect(first.data?.has_more).toBe(true);
  const after = first.data?.data.at(-1)?.id ?? "";
  const second = await grace.sdk.domains.list({ limit: 2, after });
  expect(second.data).toMatchObject({ has_more: false, data: [{ name: "one.hopper.dev" }] });
  const back = await grace.sdk.domains.list({ limit: 2, before: second.data?.data[0]?.id ?? "" });
  expect(back.data?.data.map(({ name }) => name)).toEqual(["three.hopper.dev", "two.hopper.dev"]);
});

it("there are at most ten domains of a customer, however many are asked for at once", async () => {
  const many = await domainOwner(stack, "many");
  const names = Array.from({ length: 14 }, (_, number) => `d${number}.many.dev`);
  const answers = await Promise.all(names.map((name) => many.call("POST", "/domains", { name })));
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([...Array(10).fill(201), ...Array(4).fill(409)]);
  const eleventh = await many.sdk.domains.create({ name: "eleventh.dev" });
  expect(eleventh.error?.message).toContain("You have 10 domains");
});

it("a status that changes at Resend is found without anybody looking", async () => {
  const name = "background.dev";
  const { data } = await ada.sdk.domains.create({ name });
  expect((await ada.sdk.domains.verify(data?.id ?? "")).error).toBeNull();
  await isVerifiedAtResend(name);
  await age(stack, name, "checked_at", "31 seconds");
  await waitFor(async () => (await rowOf(stack, name))?.status === "verified", {
    timeoutMs: 20_000,
    what: "the engine to look",
  });
});

it("a domain that its operator removed at Resend can't be sent from, and can be deleted", async () => {
  const name = "removed.dev";
  const { data } = await ada.sdk.domains.create({ name });
  const id = data?.id ?? "";
  await operator(stack).domains.remove((await rowOf(stack, name))?.resend_id ?? "");
  await age(stack, name, "checked_at", "11 seconds");
  expect((await ada.sdk.domains.get(id)).data?.status).toBe("failed");
  expect((await ada.sdk.domains.verify(id)).error).toMatchObject({ statusCode: 409 });
  expect((await ada.sdk.domains.remove(id)).data).toMatchObject({ deleted: true });
});

it("a key for sending only may not manage domains", async () => {
  const sender = await domainOwner(stack, "sender", "sending_access");
  expect((await sender.sdk.domains.list()).error).toMatchObject({
    name: "restricted_api_key",
    statusCode: 401,
  });
});
