import { beforeAll, describe, expect, it, vi } from "vitest";
import { appVariables } from "../support/stack";

const owner = { customerId: "customer-1", endpointId: "endpoint-1" };
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/** A process with this NEXTAUTH_SECRET, and the one before if there was one. */
function under(nextAuthSecret: string, previous = ""): void {
  vi.resetModules();
  Object.assign(process.env, { NEXTAUTH_SECRET: nextAuthSecret, NEXTAUTH_SECRET_PREVIOUS: previous });
}

async function boxUnder(nextAuthSecret: string, previous?: string) {
  under(nextAuthSecret, previous);
  return import("@/lib/secret-box");
}

describe("a sealed secret", () => {
  beforeAll(() => {
    const variables = {
      port: 1,
      sandboxUrl: "http://127.0.0.1:1",
      secret: "",
      databaseUrl: "postgres://x/y",
    };
    Object.assign(process.env, appVariables(variables));
  });

  it("is opened by whoever it belongs to, and two are never alike", async () => {
    const { sealSecret, openSecret } = await boxUnder("a".repeat(32));
    const sealed = [sealSecret(SECRET, owner), sealSecret(SECRET, owner)];
    expect(sealed.map((one) => openSecret(one, owner))).toEqual([SECRET, SECRET]);
    expect(sealed[0]).not.toBe(sealed[1]);
    expect(sealed[0]).toMatch(/^v1\.[A-Za-z0-9_-]+$/);
    for (const part of [SECRET, SECRET.slice(6), Buffer.from(SECRET).toString("base64url")])
      expect(sealed[0]).not.toContain(part);
  });

  it.each([
    [
      "moved to another customer",
      (sealed: string) => [sealed, { ...owner, customerId: "customer-2" }] as const,
    ],
    [
      "moved to another endpoint",
      (sealed: string) => [sealed, { ...owner, endpointId: "endpoint-2" }] as const,
    ],
    [
      "changed by a character",
      (sealed: string) =>
        [`${sealed.slice(0, 20)}${sealed[20] === "A" ? "B" : "A"}${sealed.slice(21)}`, owner] as const,
    ],
    ["cut short", (sealed: string) => [sealed.slice(0, -6), owner] as const],
    ["nothing", () => ["", owner] as const],
    ["of another version", (sealed: string) => [sealed.replace("v1", "v2"), owner] as const],
    ["in clear", () => [SECRET, owner] as const],
  ])("that is %s is not opened", async (_label, change) => {
    const { sealSecret, openSecret } = await boxUnder("a".repeat(32));
    const [sealed, reader] = change(sealSecret(SECRET, owner));
    expect(() => openSecret(sealed, reader)).toThrow(/NEXTAUTH_SECRET was changed/);
  });

  it("is opened under the next NEXTAUTH_SECRET as long as the one before is known, and so is an unsubscribe link", async () => {
    const email = {
      customerId: "01900000-0000-7000-8000-000000000001",
      emailId: "01900000-0000-7000-8000-000000000002",
    };
    const linksUnder = (secret: string, previous?: string) => {
      under(secret, previous);
      return import("@/lib/suppressions/unsubscribe-link");
    };
    const [old, fresh] = ["a".repeat(32), "b".repeat(32)];
    const sealed = (await boxUnder(old)).sealSecret(SECRET, owner);
    expect((await boxUnder(fresh, old)).openSecret(sealed, owner)).toBe(SECRET);
    const { "List-Unsubscribe": header = "" } = (await linksUnder(old)).unsubscribeHeaders(email);
    const token = /unsubscribe\/(.+)>$/.exec(header)?.[1] ?? "";
    expect((await linksUnder(fresh, old)).readUnsubscribeToken(token)).toEqual(email);
    expect((await linksUnder(fresh)).readUnsubscribeToken(token)).toBeNull();
    const { "List-Unsubscribe": next = "" } = (await linksUnder(fresh, old)).unsubscribeHeaders(email);
    expect(next).not.toBe(header);
  });

  it("is not opened under another NEXTAUTH_SECRET, and what is said tells what to do", async () => {
    const { sealSecret } = await boxUnder("a".repeat(32));
    const sealed = sealSecret(SECRET, owner);
    const { openSecret } = await boxUnder("b".repeat(32));
    expect(() => openSecret(sealed, owner)).toThrow(
      expect.objectContaining({ code: "misconfigured", message: expect.stringContaining("Rotate it") }),
    );
  });
});
