import { describe, expect, it } from "vitest";
import { sendRequestSchema } from "@/lib/contracts/send";
import { tidyEmail } from "@/lib/http/tidy-email";

const plain = { to: "ada@mailbox.dev", subject: "Hi", text: "Hi" };
const read = (email: object) => sendRequestSchema.parse(tidyEmail({ ...plain, ...email }));

describe("an email is read however an SDK writes it", () => {
  it.each([
    [
      "null fields",
      { cc: null, bcc: null, reply_to: null, html: null, headers: null, tags: null, topic_id: null },
    ],
    ["empty fields, as Go sends them", { from: "", cc: [], html: "", scheduled_at: "", attachments: [] }],
    ["fields that MailKit does not know", { react: {}, something: [1], trackingOptions: { x: true } }],
  ])("%s mean nothing", (_name, extra) => {
    expect(read(extra)).toEqual(read({}));
  });

  it.each([
    ["base64", "aGVsbG8="],
    ["base64 in lines, as Ruby writes it", "aGVs\nbG8=\n"],
    ["a list of bytes, as Go writes it", [104, 101, 108, 108, 111]],
    ["a Buffer, as older Node SDKs write it", { type: "Buffer", data: [104, 101, 108, 108, 111] }],
  ])("a file as %s is the same file", (_name, content) => {
    expect(read({ attachments: [{ content, filename: "a.txt" }] }).attachments).toEqual([
      { content: "aGVsbG8=", filename: "a.txt" },
    ]);
  });

  it("the older name of an inline image's id is understood", () => {
    const attachments = [{ content: "aGk=", inline_content_id: "logo", content_id: "" }];
    expect(read({ attachments }).attachments[0]?.content_id).toBe("logo");
  });

  it("a tag that Symfony writes as name: value is understood", () => {
    expect(read({ tags: [{ order: "7" }] }).tags).toEqual([{ name: "order", value: "7" }]);
  });

  it("an empty text is kept: it tells Resend not to make one", () => {
    expect(read({ html: "<p>Hi</p>", text: "" }).text).toBe("");
  });

  it("topic_id is refused, because without it somebody who has opted out would get the email", () => {
    expect(sendRequestSchema.safeParse(tidyEmail({ ...plain, topic_id: "x" })).success).toBe(false);
  });

  it("a template's values are read without those that are null, and with empty texts", () => {
    const template = { id: "welcome", variables: { NAME: "", AGE: null, CITY: "Ulm" }, other: 1 };
    const read = sendRequestSchema.parse(tidyEmail({ to: plain.to, subject: "", html: null, template }));
    expect(read.template).toEqual({ id: "welcome", variables: { NAME: "", CITY: "Ulm" } });
    expect(read.subject).toBeUndefined();
  });
});
