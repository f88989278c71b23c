import { describe, expect, it } from "vitest";
import { emptyDraft, toRequest } from "@/components/compose/draft";
import { draftOfEmail } from "@/components/compose/draft-of-email";
import { EMAIL } from "./email-detail";

const defaultFrom = "MailKit <mail@mailkit.example>";
const copyOf = (email: Partial<typeof EMAIL>, html: string | null = null) =>
  draftOfEmail({ email: { ...EMAIL, from: defaultFrom, ...email }, html, defaultFrom });

describe("a new email like one that was sent", () => {
  it("asks for the same, to go out at once", () => {
    const { draft, lostFiles } = copyOf(
      {
        from: `"Acme, Inc." <hello@acme.dev>`,
        to: ["Ada <ada@mailbox.dev>", "grace@mailbox.dev"],
        cc: ["cc@mailbox.dev"],
        bcc: ["bcc@mailbox.dev"],
        reply_to: ["a@acme.dev", "b@acme.dev"],
        headers: { "X-Order": "7" },
        tags: [{ name: "kind", value: "receipt" }],
        scheduled_at: "2026-01-02T00:00:00Z",
        attachments: [
          { filename: "a.pdf", content_type: null, bytes: 1 },
          { filename: null, content_type: null, bytes: 1 },
        ],
      },
      "<p>Hi</p>",
    );
    expect(toRequest(draft)).toEqual({
      from: `"Acme, Inc." <hello@acme.dev>`,
      to: ["Ada <ada@mailbox.dev>", "grace@mailbox.dev"],
      cc: ["cc@mailbox.dev"],
      bcc: ["bcc@mailbox.dev"],
      reply_to: ["a@acme.dev", "b@acme.dev"],
      subject: "Hi",
      html: "<p>Hi</p>",
      text: "Hi",
      headers: { "X-Order": "7" },
      tags: [{ name: "kind", value: "receipt" }],
    });
    expect(lostFiles).toEqual(["a.pdf", "a file without a name"]);
  });

  it("comes from the operator's sender if that one did", () => {
    expect(copyOf({}).draft.from).toEqual(emptyDraft.from);
  });

  it("gets a link of its own to unsubscribe, and keeps one that the customer wrote", () => {
    const post = { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
    const own = copyOf({
      headers: {
        "List-Unsubscribe": "<https://mail.example/api/unsubscribe/a.b.c>",
        ...post,
        "X-Order": "7",
      },
    });
    expect(own.draft).toMatchObject({ unsubscribe: true, headers: [{ name: "X-Order", value: "7" }] });
    const theirs = copyOf({ headers: { "List-Unsubscribe": "<https://acme.dev/leave>", ...post } });
    expect(theirs.draft.unsubscribe).toBe(false);
    expect(theirs.draft.headers).toHaveLength(2);
  });
});
