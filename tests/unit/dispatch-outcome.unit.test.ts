import { describe, expect, it } from "vitest";
import { dispatchOutcome } from "@/lib/resend/outcome";

const OPERATOR = "mailbox.dev";

function outcomeOf(
  statusCode: number | null,
  name: string,
  message = "why",
  headers: Record<string, string> = {},
  attempt = 1,
) {
  return dispatchOutcome(
    { data: null, error: { statusCode, name, message }, headers },
    { size: 1, attempt },
    OPERATOR,
  );
}

describe("an answer of Resend's is sent, refused, unknown, or a reason to stop", () => {
  it("takes an id for sent", () => {
    expect(
      dispatchOutcome({ data: { id: "re_1" }, error: null, headers: {} }, { size: 1, attempt: 1 }, OPERATOR),
    ).toEqual({
      kind: "settled",
      members: [{ kind: "sent", resendId: "re_1" }],
    });
  });

  it.each([
    ["no id", { data: {}, error: null }],
    ["an empty id", { data: { id: "" }, error: null }],
    ["neither data nor error", { data: null, error: null }],
    ["a text for an error", { data: null, error: "boom" }],
    ["a nested error", { data: null, error: { error: { name: "x" } } }],
  ])("never takes %s for an answer", (_name, answer) => {
    expect(dispatchOutcome({ ...answer, headers: {} }, { size: 1, attempt: 1 }, OPERATOR).kind).toBe(
      "unknown",
    );
  });

  it.each([
    [null, "application_error"],
    [500, "application_error"],
    [500, "internal_server_error"],
    [503, "service_unavailable"],
    [502, "application_error"],
    [503, "something_new"],
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
    [403, "validation_error", "The Mailbox.Dev domain is not verified. Please, add and verify your domain"],
    [403, "something_new", "why"],
    [402, "payment_required", "why"],
    [404, "not_found", "why"],
    [405, "method_not_allowed", "why"],
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
    [403, "validation_error", "The ada.dev domain is not verified. Please, add and verify your domain"],
  ])("fails the email after %s %s (%s), with the reason", (status, name, message) => {
    expect(outcomeOf(status, name, message)).toEqual({
      kind: "settled",
      members: [{ kind: "refused", reason: message }],
    });
  });

  it.each([
    [422, "validation_error", "settled"],
    [400, "validation_error", "settled"],
    [451, "security_error", "unknown"],
    [403, "validation_error", "unknown"],
  ] as const)(
    "of a repeated call, %i %s leaves it %s: the first one may have been taken",
    (status, name, kind) => {
      const message = status === 403 ? "You can only send testing emails to your own email address." : "why";
      expect(outcomeOf(status, name, message, {}, 2).kind).toBe(kind);
    },
  );

  it("believes no wait of more than a minute", () => {
    const year = String(365 * 24 * 60 * 60);
    expect(outcomeOf(429, "rate_limit_exceeded", "slow down", { "retry-after": year })).toMatchObject({
      retryAfterMs: 60_000,
    });
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

describe("a batch's answer accounts for every email, or says nothing", () => {
  const batch = (size: number, data: unknown[], errors?: { index: number; message: string }[]) =>
    dispatchOutcome({ data: { data, errors }, error: null, headers: {} }, { size, attempt: 1 }, OPERATOR);
  const [a, b] = [{ id: "re_a" }, { id: "re_b" }];
  const sent = (resendId: string) => ({ kind: "sent", resendId });
  const refused = { kind: "refused", reason: "why" };

  it.each([
    ["all taken", batch(2, [a, b], []), [sent("re_a"), sent("re_b")]],
    ["no errors named", batch(2, [a, b]), [sent("re_a"), sent("re_b")]],
    [
      "the first refused, ids of the others",
      batch(3, [a, b], [{ index: 0, message: "why" }]),
      [refused, sent("re_a"), sent("re_b")],
    ],
    [
      "the middle refused, ids of the others",
      batch(3, [a, b], [{ index: 1, message: "why" }]),
      [sent("re_a"), refused, sent("re_b")],
    ],
    [
      "the middle refused, with a place for it",
      batch(3, [a, null, b], [{ index: 1, message: "why" }]),
      [sent("re_a"), refused, sent("re_b")],
    ],
    [
      "all refused",
      batch(
        2,
        [],
        [
          { index: 0, message: "why" },
          { index: 1, message: "why" },
        ],
      ),
      [refused, refused],
    ],
  ])("%s", (_name, outcome, members) => {
    expect(outcome).toEqual({ kind: "settled", members });
  });

  it.each([
    ["too few ids", batch(3, [a, b], [])],
    ["too many ids", batch(1 + 1, [a, b, { id: "re_c" }])],
    ["an empty id", batch(2, [a, { id: "" }])],
    ["an error for an email that is not there", batch(2, [a], [{ index: 2, message: "why" }])],
    ["an id and an error for one email", batch(2, [a, b], [{ index: 1, message: "why" }])],
    [
      "one email's error twice",
      batch(
        3,
        [a],
        [
          { index: 1, message: "why" },
          { index: 1, message: "why" },
        ],
      ),
    ],
    [
      "a single email's answer",
      dispatchOutcome({ data: { id: "re_a" }, error: null, headers: {} }, { size: 2, attempt: 1 }, OPERATOR),
    ],
  ])("%s", (_name, outcome) => {
    expect(outcome.kind).toBe("unknown");
  });

  it("is divided when it was refused as a whole, so that one bad email fails alone", () => {
    const error = { statusCode: 422, name: "validation_error", message: "why" };
    expect(dispatchOutcome({ data: null, error, headers: {} }, { size: 2, attempt: 1 }, OPERATOR)).toEqual({
      kind: "divided",
      reason: "why",
    });
  });
});
