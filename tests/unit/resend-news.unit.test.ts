import { describe, expect, it } from "vitest";
import { readResendNews } from "@/lib/resend/news";
import { ownTags, readOwnTags } from "@/lib/resend/tags";

const email = {
  customerId: "0190c1b2-0000-7000-8000-00000000000a",
  emailId: "0190c1b2-0000-7000-8000-00000000000b",
};
const named = Object.fromEntries(ownTags(email).map(({ name, value }) => [name, value]));
const body = (data: unknown) => JSON.stringify({ type: "email.sent", data });

describe("tags name an email of ours", () => {
  it.each([
    ["as a list, as Resend shows an email", ownTags(email)],
    ["as an object, as Resend shows an event", named],
    ["among the sender's own", { ...named, order: "7" }],
  ])("%s", (_name, tags) => expect(readOwnTags(tags)).toEqual(email));

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["none", []],
    ["only half of it", { mailkit_id: email.emailId }],
    ["what is no id", { ...named, mailkit_id: "7" }],
    ["a text", "mailkit_id"],
  ])("but not by %s", (_name, tags) => expect(readOwnTags(tags)).toBeNull());
});

describe("an event proves that Resend took an email", () => {
  it.each(["sent", "delivered", "delivery_delayed", "bounced", "complained", "opened", "clicked", "failed"])(
    "email.%s",
    (step) =>
      expect(readResendNews(`email.${step}`, body({ email_id: "re_1", tags: named }))).toMatchObject({
        kind: "taken",
        email,
        resendId: "re_1",
        event: { type: step },
      }),
  );

  it.each([
    ["mail that arrived", "email.received", body({ email_id: "re_1", tags: named })],
    ["a domain", "domain.updated", body({ email_id: "re_1", tags: named })],
    ["an email without tags", "email.sent", body({ email_id: "re_1" })],
    ["an email without an id", "email.sent", body({ tags: named })],
    ["no data", "email.sent", "{}"],
    ["no JSON", "email.sent", "x"],
  ])("but not one of %s", (_name, type, rawBody) =>
    expect(readResendNews(type, rawBody).kind).toBe("irrelevant"),
  );
});

describe("what an event says is kept", () => {
  const at = "2026-11-23T10:00:00.000Z";
  const eventOf = (type: string, data: object, createdAt: unknown = at) => {
    const text = JSON.stringify({
      type,
      created_at: createdAt,
      data: { email_id: "re_1", tags: named, ...data },
    });
    const news = readResendNews(type, text);
    return news.kind === "taken" ? news.event : null;
  };

  it.each<[string, object, object]>([
    [
      "bounced",
      { bounce: { type: "Permanent", subType: "General", message: "no", diagnosticCode: ["550"] } },
      { bounce: { type: "Permanent", subType: "General", message: "no", diagnosticCode: ["550"] } },
    ],
    [
      "clicked",
      { click: { ipAddress: "192.0.2.1", link: "https://x.dev", timestamp: at, userAgent: "A" } },
      { click: { link: "https://x.dev", timestamp: at, userAgent: "A" } },
    ],
    ["failed", { failed: { reason: "reached_daily_quota" } }, { failed: { reason: "reached_daily_quota" } }],
    [
      "suppressed",
      { suppressed: { type: "Suppressed", message: "no", reason: "previous_complaint" } },
      { suppressed: { type: "Suppressed", message: "no", reason: "previous_complaint" } },
    ],
    ["delivered", { subject: "Secret", html: "<p>Secret</p>", bounce: { type: "x" } }, {}],
    ["bounced", { bounce: 7 }, {}],
    ["bounced", { bounce: { type: 7 } }, { bounce: { type: "", subType: "", message: "" } }],
  ])("email.%s", (type, data, detail) =>
    expect(eventOf(`email.${type}`, data)).toMatchObject({ occurredAt: new Date(at), detail }),
  );

  it("without the part that belongs to another type, and never the content", () =>
    expect(eventOf("email.delivered", { html: "<p>Secret</p>", bounce: { type: "x" } })?.detail).toEqual({}));

  it("within bounds, and without characters that the database refuses", () => {
    const hostile = `\u0000\ud800${"x".repeat(50_000)}`;
    const event = eventOf("email.bounced", {
      bounce: { type: hostile, subType: hostile, message: hostile, diagnosticCode: Array(50).fill(hostile) },
      tags: { ...named, ...Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`t${n}`, hostile])) },
    });
    const text = JSON.stringify(event);
    expect(text.length).toBeLessThan(30_000);
    expect(text).not.toMatch(/\\u0000|\\ud800/);
  });

  it("with the sender's tags and not with ours", () =>
    expect(eventOf("email.opened", { tags: { ...named, order: "7" } })?.tags).toEqual({ order: "7" }));

  it.each([["soon"], [null], [7], ["+275000-01-01T00:00:00Z"], [undefined]])("but not at %s", (time) =>
    expect(eventOf("email.opened", {}, time ?? null)?.occurredAt).toBeNull(),
  );

  it("but nothing of a type that Resend may invent, beside that it has the email", () =>
    expect(readResendNews("email.teleported", body({ email_id: "re_1", tags: named }))).toEqual({
      kind: "taken",
      email,
      resendId: "re_1",
      event: null,
    }));
});
