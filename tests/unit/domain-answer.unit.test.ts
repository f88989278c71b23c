import { describe, expect, it } from "vitest";
import { readDomainNews } from "@/lib/domains/news";
import { domainAnswer, wholeSchema } from "@/lib/resend/domain-answer";

const record = {
  record: "SPF",
  name: "send",
  type: "MX",
  ttl: "Auto",
  status: "verified",
  value: "v",
  priority: 10,
};
const domain = {
  id: "d1",
  name: "Example.com",
  status: "verified",
  region: "eu-west-1",
  created_at: "2026-10-08 23:05:12.123456+00",
  records: [record],
};
const read = (data: unknown) => domainAnswer({ data, error: null, headers: {} }, wholeSchema);
const refuse = (statusCode: number | null, name: string, message = "No.", headers = {}) =>
  domainAnswer({ data: null, error: { statusCode, name, message }, headers }, wholeSchema);

describe("a domain is read", () => {
  it("with what MailKit depends on", () => {
    expect(read(domain)).toEqual({
      kind: "done",
      value: {
        domain: {
          id: "d1",
          name: "example.com",
          status: "verified",
          region: "eu-west-1",
          createdAt: new Date("2026-10-08T23:05:12.123Z"),
          openTracking: false,
          clickTracking: false,
        },
        records: [record],
      },
    });
  });

  it("without records that SDKs can't read, and with words that they know", () => {
    const receiving = { ...record, record: "Receiving" };
    const answer = read({ ...domain, status: "temporary_failure", records: [receiving, record, null] });
    expect(answer).toMatchObject({ value: { domain: { status: "partially_failed" }, records: [record] } });
    expect(read({ ...domain, status: "brand_new", region: "mars-1" })).toMatchObject({
      value: { domain: { status: "pending", region: "us-east-1" } },
    });
  });
});

it.each([
  ["no answer", null, "application_error", { kind: "unavailable", mayBeDone: true }],
  ["a server's fault", 500, "internal_server_error", { kind: "unavailable", mayBeDone: true }],
  ["a rate limit", 429, "rate_limit_exceeded", { kind: "unavailable", mayBeDone: false }],
  ["a lock", 409, "resource_locked", { kind: "unavailable", mayBeDone: false }],
  ["nothing there", 404, "not_found", { kind: "missing" }],
  ["a key for sending", 401, "restricted_api_key", { kind: "forbidden" }],
  ["a suspended key", 403, "suspended_api_key", { kind: "forbidden" }],
  ["a name that is taken", 403, "validation_error", { kind: "refused", status: 403 }],
  ["a bad name", 422, "validation_error", { kind: "refused", status: 422 }],
] as const)("%s (%s %s) is told apart", (_label, status, name, meaning) => {
  expect(refuse(status, name)).toMatchObject(meaning);
});

it("a wrong key is told by its words alone, and an odd answer says nothing for certain", () => {
  expect(refuse(400, "validation_error", "API key is invalid")).toMatchObject({ kind: "forbidden" });
  for (const data of [null, {}, [], "ok", { ...domain, id: "" }, { ...domain, records: undefined }])
    expect(read(data)).toMatchObject({ kind: "unavailable", mayBeDone: true });
  expect(domainAnswer({ data: null, error: "boom", headers: null }, wholeSchema)).toMatchObject({
    kind: "unavailable",
  });
  expect(refuse(429, "rate_limit_exceeded", "Slow.", { "retry-after": "7" })).toMatchObject({
    retryAfterSeconds: 7,
  });
});

describe("news of a domain", () => {
  const body = JSON.stringify({ type: "domain.updated", created_at: "2026-11-23T12:00:00Z", data: domain });
  it("names the domain at Resend", () => {
    expect(readDomainNews("domain.updated", body)).toEqual({ resendId: "d1" });
    expect(readDomainNews("domain.deleted", body)).toEqual({ resendId: "d1" });
  });
  it.each([
    ["email.sent", body],
    ["domain.created", body],
    ["domain.updated", "{}"],
    ["domain.updated", "no json"],
    ["domain.updated", JSON.stringify({ data: { id: 7 } })],
  ])("is nothing else: %s", (type, text) => {
    expect(readDomainNews(type, text)).toBeNull();
  });
});
