import { Resend } from "resend";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { ATTEMPTS_MAX, retryDelayMs } from "@/lib/outgoing/retry";
import { signedHeaders } from "@/lib/outgoing/sign";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("a message that fails is tried again", () => {
  it.each([
    [1, 5_000],
    [2, 5 * MINUTE],
    [3, 30 * MINUTE],
    [4, 2 * HOUR],
    [5, 5 * HOUR],
    [6, 10 * HOUR],
    [7, 10 * HOUR],
    [8, null],
    [9, null],
  ])("after attempt %i in %s ms", (attempt, delayMs) => {
    expect(retryDelayMs(attempt, 0)).toBe(delayMs);
    expect(retryDelayMs(attempt, 1)).toBe(delayMs === null ? null : delayMs * 0.8);
  });

  it("eight times in about a day", () => {
    const sum = (chance: number) =>
      Array.from({ length: ATTEMPTS_MAX }, (_, i) => retryDelayMs(i + 1, chance) ?? 0).reduce(
        (a, b) => a + b,
      );
    expect(sum(0) / HOUR).toBeCloseTo(27.6, 1);
    expect(sum(1) / HOUR).toBeCloseTo(22.1, 1);
  });
});

describe("what is signed", () => {
  const secret = (letter: string) => `whsec_${Buffer.from(letter.repeat(24)).toString("base64")}`;
  const body = JSON.stringify({ type: "email.sent", created_at: "2026-11-23T12:00:00.000Z", data: { ü: 1 } });
  const messageId = "01900000-0000-7000-8000-000000000001";
  const headers = signedHeaders({ messageId, body, secrets: [secret("b"), secret("a")], at: new Date() });
  const resend = new Resend("re_unused");
  const byResend = (webhookSecret: string, payload = body) =>
    resend.webhooks.verify({
      payload,
      headers: {
        id: headers["svix-id"] ?? "",
        timestamp: headers["svix-timestamp"] ?? "",
        signature: headers["svix-signature"] ?? "",
      },
      webhookSecret,
    });

  it.each(["a", "b"])("is verified by both libraries with either secret of a rotation: %s", (letter) => {
    expect(new Webhook(secret(letter)).verify(body, headers)).toEqual(JSON.parse(body));
    expect(byResend(secret(letter))).toEqual(JSON.parse(body));
  });

  it("is refused with any other secret, and with another body", () => {
    expect(() => new Webhook(secret("c")).verify(body, headers)).toThrow("No matching signature");
    expect(() => byResend(secret("c"))).toThrow();
    expect(() => byResend(secret("a"), body.replace("1}", "2}"))).toThrow();
  });
});
