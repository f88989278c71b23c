import { describe, expect, it } from "vitest";
import { ownTags, readOwnTags } from "@/lib/resend/tags";
import { readResendNews } from "@/lib/resend/webhook";

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
      expect(readResendNews(`email.${step}`, body({ email_id: "re_1", tags: named }))).toEqual({
        kind: "taken",
        email,
        resendId: "re_1",
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
