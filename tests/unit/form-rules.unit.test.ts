import { expect, it } from "vitest";
import { faultsOfEmail } from "@/components/compose/check-email";
import { emptyDraft, errorsOfRequest, toCreateRequest } from "@/components/keys/key-form";
import { createKeyRequestSchema } from "@/lib/contracts/keys";
import { sendRequestSchema } from "@/lib/contracts/send";

type Email = Parameters<typeof faultsOfEmail>[0];

const email: Email = {
  to: ["ada@mailbox.dev"],
  cc: [],
  bcc: [],
  reply_to: [],
  subject: "Hello",
  text: "Hi",
};
const many = (count: number) => Array.from({ length: count }, (_, i) => i);
const tags = (name: string, value: string) => ({ tags: [{ name, value }] });
const file = (part: object) => ({ attachments: [{ content: "aGk=", filename: "a.pdf", ...part }] });

/** The first fault of each place, as a form shows it. */
function firsts(faults: { pointer: string; detail: string }[]): Record<string, string> {
  const first: Record<string, string> = {};
  for (const { pointer, detail } of faults) first[pointer] ??= detail;
  return first;
}

function refusalsOf(request: unknown): Record<string, string> {
  const { error } = sendRequestSchema.safeParse(request);
  const pointerOf = (path: PropertyKey[]) =>
    path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  return firsts(
    (error?.issues ?? []).map(({ path, message }) => ({ pointer: pointerOf(path), detail: message })),
  );
}

const wrongEmails: [name: string, part: Partial<Email>][] = [
  ["a sender that is no address", { from: "@acme.dev" }],
  ["no recipient", { to: [] }],
  [
    "a recipient that is no address, and one that is too long",
    { to: ["x", `${"a".repeat(400)}@mailbox.dev`] },
  ],
  ["copies to nobody", { cc: ["x"], bcc: ["y"], reply_to: ["z"] }],
  ["more addresses than one line takes", { reply_to: many(51).map((i) => `p${i}@mailbox.dev`) }],
  ["more recipients than an email takes", { cc: many(50).map((i) => `p${i}@mailbox.dev`) }],
  ["no subject", { subject: "" }],
  ["a subject of two lines", { subject: "a\nb" }],
  ["a subject that is too long", { subject: "a".repeat(999) }],
  ["no body", { text: " " }],
  ["a body with a NUL and one that is too long", { text: "a\u0000", html: "a".repeat(500_001) }],
  ["no time", { scheduled_at: "" }],
  ["a time that is too long", { scheduled_at: "a".repeat(101) }],
  ["one-click unsubscribe for two", { cc: ["b@mailbox.dev"], unsubscribe: true }],
  ["headers that are not the caller's", { headers: { From: "x", "a b": "y", "X/~Y": "z\n" } }],
  ["a header in two spellings", { headers: { "X-Note": "1", "x-note": "2" } }],
  ["a header that is too long", { headers: { "X-Note": "a".repeat(2001) } }],
  ["too many headers", { headers: Object.fromEntries(many(21).map((i) => [`X-${i}`, "1"])) }],
  ["tags with spaces", tags("a b", "c d")],
  ["a tag of MailKit's own", tags("mailkit_id", "1")],
  ["a tag without a value", tags("a", "")],
  ["too many tags", { tags: many(74).map((i) => ({ name: `t${i}`, value: "1" })) }],
  ["an empty file", file({ content: "" })],
  ["a file that is not base64", file({ content: "***" })],
  ["a file without a name", file({ filename: "" })],
  ["a file name that is too long", file({ filename: "a".repeat(256) })],
  ["a file of no type", file({ content_type: "pdf" })],
  ["a content id of two lines", file({ content_id: "a\nb" })],
  ["too many files", { attachments: many(101).map(() => ({ content: "aGk=" })) }],
  ["more than 40 MB", file({ content: "AAAA".repeat(10_000_001) })],
];

it.each(wrongEmails)("the form finds %s, and says what the server would", (_name, part) => {
  const request = { ...email, ...part };
  const found = firsts(faultsOfEmail(request));
  expect(found).not.toEqual({});
  expect(found).toEqual(refusalsOf(request));
});

it("the form finds nothing wrong with what the server takes", () => {
  const request: Email = {
    ...email,
    from: '"Acme, Inc." <hello@acme.dev>',
    html: "<p>Hi</p>",
    headers: { "X-Entity-Ref-ID": "1" },
    ...tags("kind", "welcome"),
    ...file({ content_type: "text/plain; charset=utf-8", content_id: "logo" }),
    scheduled_at: "in 1 hour",
    unsubscribe: true,
  };
  expect(faultsOfEmail(request)).toEqual([]);
  expect(sendRequestSchema.safeParse(request).success).toBe(true);
});

const budgets = ["", "1", "0", "-1", "1.5", "ten", "2,147,483,647", "2147483648"];
it.each([
  ...["", "   ", "Production", "a".repeat(50), "a".repeat(51), "two\nlines"].map((name) => ({ name })),
  ...budgets.map((dailyCredits) => ({ name: "Key", dailyCredits })),
  ...budgets.map((monthlyCredits) => ({ name: "Key", monthlyCredits })),
])("the form says of the key %j what the server would", (part) => {
  const request = toCreateRequest({ ...emptyDraft, ...part }, Date.now());
  const { error } = createKeyRequestSchema.safeParse(request);
  const refusals: Record<string, string> = {};
  for (const { path, message } of error?.issues ?? []) refusals[path.join("/")] ??= message;
  expect(errorsOfRequest(request)).toEqual(refusals);
});
