import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { codeEmailOf } from "@/components/compose/code";
import { curlCode } from "@/components/compose/curl-code";
import { emptyDraft } from "@/components/compose/draft";
import { nodeCode } from "@/components/compose/node-code";

const draft = {
  ...emptyDraft,
  to: { entries: ["ada@mailbox.dev"], typed: "" },
  subject: "Hi",
  text: "Hello",
};

describe("the curl command", () => {
  it("is one argument for a short email, and goes through a pipe where an argument would be too long", () => {
    const short = curlCode("https://mail.test", codeEmailOf(draft, "op@mail.test"));
    expect(short).toMatch(/^curl 'https:\/\/mail\.test\/emails'/);
    const long = curlCode(
      "https://mail.test",
      codeEmailOf({ ...draft, text: "x".repeat(200_000) }, "op@mail.test"),
    );
    expect(long).toMatch(/^printf '%s' '/);
    expect(long).toMatch(/--data-binary @-$/);
  });

  it("never holds a key, and leaves out what the draft leaves empty", () => {
    const code = curlCode("https://mail.test", codeEmailOf(draft, "op@mail.test"));
    expect(code).toContain("Bearer $MAILKIT_API_KEY");
    expect(code).not.toMatch(/"(cc|bcc|reply_to|headers|tags|attachments|scheduled_at|unsubscribe)"/);
  });
});

describe("the Node code", () => {
  /** What the code hands to the SDK. */
  function handedOver(code: string): { call: string; email: Record<string, unknown> } {
    const handed: { call: string; email: Record<string, unknown> }[] = [];
    const take =
      (call: string) =>
      (...args: unknown[]) => {
        handed.push({ call, email: args.at(-1) as Record<string, unknown> });
        return { data: { id: "1" }, error: null };
      };
    class Resend {
      emails = { send: take("send") };
      post = take("post");
    }
    const script = code.replace(/^import .*$/gm, "").replace("await ", "");
    runInNewContext(script, {
      Resend,
      process: { env: {} },
      console: { log: () => undefined },
      readFileSync: (name: string) => `content of ${name}`,
    });
    const [only] = handed;
    if (!only) throw new Error(code);
    return JSON.parse(JSON.stringify(only));
  }

  it("has every value as it was written, whatever is in it", () => {
    const nasty = `"'\`\${process.exit(1)}\\ \u2028\u2029\n\r\t\u0000 </script> 😀`;
    const headers = {
      ...emptyDraft,
      headers: [
        { name: "__proto__", value: "own" },
        { name: "X-A", value: nasty },
      ],
    };
    const { email } = handedOver(
      nodeCode(
        "https://mail.test",
        codeEmailOf({ ...draft, ...{ headers: headers.headers }, html: nasty }, "op@mail.test"),
      ),
    );
    expect(email.html).toBe(nasty);
    expect(Object.entries(email.headers as object)).toEqual([
      ["__proto__", "own"],
      ["X-A", nasty],
    ]);
  });

  it("names a template with its values, numbers as numbers, and leaves out what the template brings", () => {
    const template = {
      id: "01900000-0000-7000-8000-000000000000",
      alias: "receipt",
      name: "Receipt",
      version: 3,
      subject: "Receipt {{{NO}}}",
      from: "Acme <a@acme.dev>",
      variables: [
        { key: "NO", type: "string", fallback: null },
        { key: "SUM", type: "number", fallback: null },
        { key: "CITY", type: "string", fallback: "Ulm" },
      ],
      values: { NO: "7", SUM: "4.50", GONE: "x" },
    } as const;
    const { email } = handedOver(
      nodeCode("https://mail.test", codeEmailOf({ ...draft, subject: "", template }, "op@mail.test")),
    );
    expect(email).toEqual({
      to: ["ada@mailbox.dev"],
      template: { id: "receipt", variables: { NO: "7", SUM: 4.5 } },
    });
  });

  it("calls the API itself for one-click unsubscribe, which the SDK would drop", () => {
    const code = nodeCode(
      "https://mail.test",
      codeEmailOf({ ...draft, replyTo: "a@b.dev", unsubscribe: true }, "op@mail.test"),
    );
    expect(handedOver(code)).toMatchObject({
      call: "post",
      email: { unsubscribe: true, reply_to: ["a@b.dev"] },
    });
  });
});
