import { expect, it } from "vitest";
import { readPayload, withoutContent } from "@/lib/sending/payload";

it("a payload without its content says nothing of what the email said, and all of where it went", () => {
  const envelope = {
    from: "a@b.dev",
    to: ["c@d.dev"],
    cc: ["e@f.dev"],
    subject: "Hi \u0000",
    tags: [{ name: "n", value: "v" }],
  };
  const bare = withoutContent(
    JSON.stringify({ ...envelope, html: "<p>secret</p>", text: "secret", headers: { "X-Code": "secret" } }),
  );
  expect(bare).not.toContain("secret");
  expect(JSON.parse(bare)).toEqual(envelope);
  expect(readPayload(bare)).toMatchObject({ ...envelope, headers: {} });
  expect(withoutContent(bare)).toBe(bare);
});
