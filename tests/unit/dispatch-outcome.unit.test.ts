import { describe, expect, it } from "vitest";
import { dispatchOutcome } from "@/lib/resend/outcome";

function outcomeOf(
  statusCode: number | null,
  name: string,
  message = "why",
  headers: Record<string, string> = {},
) {
  return dispatchOutcome({ data: null, error: { statusCode, name, message }, headers });
}

describe("an answer of Resend's is sent, refused, unknown, or a reason to stop", () => {
  it("takes an id for sent", () => {
    expect(dispatchOutcome({ data: { id: "re_1" }, error: null, headers: {} })).toEqual({
      kind: "sent",
      resendId: "re_1",
    });
  });

  it.each([
    ["no id", { data: {}, error: null }],
    ["an empty id", { data: { id: "" }, error: null }],
    ["neither data nor error", { data: null, error: null }],
    ["a text for an error", { data: null, error: "boom" }],
    ["a nested error", { data: null, error: { error: { name: "x" } } }],
  ])("never takes %s for an answer", (_name, answer) => {
    expect(dispatchOutcome({ ...answer, headers: {} }).kind).toBe("unknown");
  });

  it.each([
    [null, "application_error"],
    [500, "application_error"],
    [500, "internal_server_error"],
    [503, "service_unavailable"],
    [502, "application_error"],
    [409, "concurrent_idempotent_requests"],
    [409, "resource_locked"],
    [429, "rate_limit_exceeded"],
    [429, "something_new"],
    [404, "application_error"],
  ])("keeps the key after %s %s, for it may have been sent", (status, name) => {
    expect(outcomeOf(status, name).kind).toBe("unknown");
  });

  it.each([
    [429, "daily_quota_exceeded", "why"],
    [429, "monthly_quota_exceeded", "why"],
    [401, "missing_api_key", "why"],
    [401, "restricted_api_key", "why"],
    [403, "suspended_api_key", "why"],
    [403, "invalid_api_key", "why"],
    [400, "validation_error", "API key is invalid"],
    [401, "validation_error", "API key is invalid"],
    [403, "validation_error", "The mailbox.dev domain is not verified."],
    [403, "something_new", "why"],
  ])("stops the line after %s %s (%s), and loses nothing", (status, name, message) => {
    expect(outcomeOf(status, name, message).kind).toBe("stopped");
  });

  it.each([
    [422, "validation_error", "Invalid `to` field."],
    [422, "missing_required_field", "why"],
    [422, "invalid_attachment", "why"],
    [400, "validation_error", "why"],
    [451, "security_error", "why"],
    [
      403,
      "validation_error",
      "You can only send testing emails to your own email address (you@mailbox.dev).",
    ],
  ])("fails the email after %s %s (%s), with the reason", (status, name, message) => {
    expect(outcomeOf(status, name, message)).toEqual({ kind: "refused", reason: message });
  });

  it("never sends again when the key is known with another payload", () => {
    expect(outcomeOf(409, "invalid_idempotent_request").kind).toBe("contradiction");
  });

  it("waits as long as it is told", () => {
    expect(outcomeOf(429, "rate_limit_exceeded", "slow down", { "retry-after": "2" })).toMatchObject({
      retryAfterMs: 2000,
    });
  });
});
