import { afterEach, expect, it, vi } from "vitest";
import { fetchPrimaryEmail, verifiedEmail } from "@/lib/auth/oauth";

afterEach(() => vi.unstubAllGlobals());

const githubSays = (status: number, body: unknown) =>
  vi.stubGlobal("fetch", async () => Response.json(body, { status }));

it("takes the address of a profile only if the provider has verified it", () => {
  expect(verifiedEmail({ email: "ada@mailbox.dev", email_verified: true })).toBe("ada@mailbox.dev");
  expect(verifiedEmail({ email: "ada@mailbox.dev", email_verified: false })).toBeNull();
  expect(verifiedEmail({ email: "ada@mailbox.dev", email_verified: "true" })).toBeNull();
  expect(verifiedEmail({ email: "ada@mailbox.dev" })).toBeNull();
  expect(verifiedEmail({ email_verified: true })).toBeNull();
  expect(verifiedEmail({ email: "", email_verified: true })).toBeNull();
  expect(verifiedEmail(undefined)).toBeNull();
});

it("takes GitHub's primary address, not just any verified one", async () => {
  githubSays(200, [
    { email: "old@mailbox.dev", primary: false, verified: true },
    { email: "ada@mailbox.dev", primary: true, verified: true },
  ]);
  expect(await fetchPrimaryEmail("token")).toBe("ada@mailbox.dev");
});

it("takes no address from GitHub that GitHub has not verified", async () => {
  githubSays(200, [{ email: "ada@mailbox.dev", primary: true, verified: false }]);
  expect(await fetchPrimaryEmail("token")).toBeNull();
});

it.each([
  ["an error", 500, { message: "down" }],
  ["a refusal", 403, []],
  ["something else", 200, { email: "ada@mailbox.dev" }],
  ["nothing", 200, []],
])("takes no address when GitHub answers with %s", async (_what, status, body) => {
  githubSays(status, body);
  expect(await fetchPrimaryEmail("token")).toBeNull();
});
