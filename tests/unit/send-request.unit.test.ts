import { describe, expect, it } from "vitest";
import { countRecipients } from "@/lib/contracts/email-rules";
import { sendRequestSchema } from "@/lib/contracts/send";

const valid = { to: "ada@mailbox.dev", subject: "Hello", text: "Hi" };

function faults(input: unknown): string[] {
  const parsed = sendRequestSchema.safeParse(input);
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join("/"));
}

describe("a send request is normalised", () => {
  it("takes one address or many, and means the same", () => {
    expect(sendRequestSchema.parse(valid)).toEqual(
      sendRequestSchema.parse({ ...valid, to: ["ada@mailbox.dev"] }),
    );
  });

  it.each([
    ["Ada Lovelace <ada@mailbox.dev>", "Ada Lovelace <ada@mailbox.dev>"],
    ['"Lovelace, Ada" <ada@mailbox.dev>', '"Lovelace, Ada" <ada@mailbox.dev>'],
    ["Ada (work) <ada@mailbox.dev>", '"Ada (work)" <ada@mailbox.dev>'],
    ['"quote \\" in it" <ada@mailbox.dev>', '"quote \\" in it" <ada@mailbox.dev>'],
    ["  ada@mailbox.dev ", "ada@mailbox.dev"],
    ["<ada@mailbox.dev>", "ada@mailbox.dev"],
  ])("writes %s so that a header takes it", (given, written) => {
    expect(sendRequestSchema.parse({ ...valid, to: given }).to).toEqual([written]);
  });

  it("counts every recipient, wherever it stands", () => {
    const to = ["a@mailbox.dev", "b@mailbox.dev"];
    expect(
      countRecipients(sendRequestSchema.parse({ ...valid, to, cc: "c@mailbox.dev", bcc: ["d@mailbox.dev"] })),
    ).toBe(4);
  });
});

describe("a send request with a fault is refused, and every fault is named", () => {
  it("names them all at once", () => {
    expect(faults({ to: "nobody", subject: "a\nb", cc: ["x"], headers: { From: "x" } })).toEqual([
      "to/0",
      "subject",
      "cc/0",
      "headers/From",
      "html",
    ]);
  });

  it.each([
    ["no recipient", { ...valid, to: [] }, "to"],
    ["no subject", { to: valid.to, text: "Hi" }, "subject"],
    ["an empty subject", { ...valid, subject: "" }, "subject"],
    ["no body", { to: valid.to, subject: "Hello" }, "html"],
    ["a blank body", { ...valid, text: "  " }, "html"],
    ["a field that is not known", { ...valid, customer_id: "cus_1" }, ""],
    ["a sender that is no address", { ...valid, from: "me" }, "from"],
    [
      "a file by its URL",
      { ...valid, attachments: [{ path: "https://mailbox.dev/a.pdf" }] },
      "attachments/0/path",
    ],
    [
      "a file without its content",
      { ...valid, attachments: [{ filename: "a.pdf" }] },
      "attachments/0/content",
    ],
    ["a file that is not base64", { ...valid, attachments: [{ content: "***" }] }, "attachments/0/content"],
    ["a NUL in its text", { ...valid, text: "a\u0000" }, "text"],
    ["half of a character in its HTML", { ...valid, html: "<p>\ud800</p>" }, "html"],
    ["an address of a million spaces", { ...valid, to: `a${" ".repeat(1_000_000)}x` }, "to/0"],
    ["an empty file", { ...valid, attachments: [{ content: "" }] }, "attachments/0/content"],
    [
      "a file name that breaks a header",
      { ...valid, attachments: [{ content: "aGk=", filename: "a\r\nb" }] },
      "attachments/0/filename",
    ],
    ["more than 40 MB", { ...valid, attachments: [{ content: "AAAA".repeat(10_000_001) }] }, "attachments"],
    [
      "one-click unsubscribe for two people",
      { ...valid, cc: "b@mailbox.dev", unsubscribe: true },
      "unsubscribe",
    ],
    ["not an object", "hello", ""],
  ])("%s", (_name, input, path) => {
    expect(faults(input)).toContain(path);
  });

  it.each([50, 51])("takes 50 recipients and not 51 (%i)", (count) => {
    const to = Array.from({ length: count - 2 }, (_, i) => `p${i}@mailbox.dev`);
    const refused = faults({ ...valid, to, cc: "c@mailbox.dev", bcc: "d@mailbox.dev" }).length > 0;
    expect(refused).toBe(count > 50);
  });

  it.each([
    "a@b",
    "@mailbox.dev",
    "a b@mailbox.dev",
    "a@mailbox.dev, b@mailbox.dev",
    "a@mailbox.dev;b@mailbox.dev",
    "Ada <a@mailbox.dev> x",
    "Ada, x <a@mailbox.dev>",
    "",
    "a@mailbox.dev\u0000",
    "undefined",
  ])("the address %j", (to) => {
    expect(faults({ ...valid, to })).toContain("to/0");
  });
});

const BREAKERS = ["\r", "\n", "\r\n", "\u0000", "\u2028", "\u2029", "\u0085", "\u000b", "\u001f", "\u007f"];

describe("nothing that a caller writes can end a header or add one", () => {
  it.each(BREAKERS)("a subject with %j", (breaker) => {
    expect(faults({ ...valid, subject: `Hello${breaker}Bcc: eve@mailbox.dev` })).toEqual(["subject"]);
  });

  it.each(BREAKERS)("a display name with %j", (breaker) => {
    expect(faults({ ...valid, to: `Ada${breaker}Bcc: eve@mailbox.dev <ada@mailbox.dev>` })).toEqual(["to/0"]);
  });

  it.each(BREAKERS)("a header value with %j", (breaker) => {
    expect(faults({ ...valid, headers: { "X-Note": `a${breaker}Bcc: eve@mailbox.dev` } })).toEqual([
      "headers/X-Note",
    ]);
  });

  it.each(["X Note", "X-Note:", "X-Näme", "", "X\nY", "X\u0000", "a".repeat(77)])(
    "the header name %j",
    (name) => {
      expect(faults({ ...valid, headers: { [name]: "x" } })).toEqual([`headers/${name}`]);
    },
  );

  it.each(
    "From To cc BCC Reply-To Subject Date Message-ID MIME-Version Return-Path Received DKIM-Signature ARC-Seal Content-Type content-transfer-encoding Resent-From Sender Authentication-Results X-MailKit-Id".split(
      " ",
    ),
  )("the header %s, which is not the caller's", (name) => {
    expect(faults({ ...valid, headers: { [name]: "x" } })).toEqual([`headers/${name}`]);
  });

  it("the same header in two spellings", () => {
    expect(faults({ ...valid, headers: { "X-Note": "1", "x-note": "2" } })).toEqual(["headers/x-note"]);
  });

  it("takes the headers that a caller may set", () => {
    expect(
      faults({
        ...valid,
        headers: { "X-Entity-Ref-ID": "1", "List-Unsubscribe": "<https://mailbox.dev/u>" },
      }),
    ).toEqual([]);
  });
});
