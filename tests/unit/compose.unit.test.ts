import { describe, expect, it } from "vitest";
import { refusalOf } from "@/components/compose/cost-line";
import { emptyDraft, toRequest } from "@/components/compose/draft";
import { explainFailure } from "@/components/compose/failure";
import { formatBytes, refusalOfFile, withInlineFiles } from "@/components/compose/files";
import { attemptFor, checkDraft } from "@/components/compose/send-request";
import { ProblemError } from "@/components/http/fetch-json";
import { titleOf } from "@/components/shell/title-of";
import type { Credits } from "@/lib/contracts/credits";

const file = {
  id: "1",
  name: "a.png",
  type: "image/png",
  sizeBytes: 3,
  content: "AAAA",
  digest: "d1",
  contentId: "",
};
const draft = {
  ...emptyDraft,
  to: { entries: ["ada@mailbox.dev"], typed: "" },
  subject: "Hi",
  html: "<p>Hi</p>",
};

describe("a draft becomes a request", () => {
  it("that has no member for what was left empty, and a quoted name where the grammar wants it", () => {
    expect(toRequest(draft)).toEqual({
      to: ["ada@mailbox.dev"],
      subject: "Hi",
      html: "<p>Hi</p>",
      cc: [],
      bcc: [],
      reply_to: [],
    });
    const from = { domain: "acme.dev", localPart: "hello", name: "Acme, Inc." };
    expect(toRequest({ ...draft, from }).from).toBe('"Acme, Inc." <hello@acme.dev>');
  });

  it("whose faults are found before it is sent, each at its field", () => {
    const { wrong } = checkDraft({
      ...draft,
      from: { domain: "acme.dev", localPart: "", name: "" },
      when: { kind: "at", at: "", words: "" },
      headers: [
        { name: "X-A", value: "1" },
        { name: "x-a", value: "2" },
      ],
      tags: [{ name: "no spaces", value: "x" }],
      files: [{ ...file, content: "" }],
      cc: { entries: ["b@mailbox.dev"], typed: "" },
      unsubscribe: true,
    });
    expect(Object.keys(wrong?.fields ?? {}).sort()).toEqual([
      "attachments",
      "from",
      "headers",
      "scheduled_at",
      "tags",
      "unsubscribe",
    ]);
    expect(wrong?.fields.headers).toContain("given twice");
    expect(wrong?.fields.attachments).toContain("a.png");
  });
});

describe("an attempt keeps its key", () => {
  const attempt = (
    of: typeof draft & { files: readonly (typeof file)[] },
    last = null as ReturnType<typeof attemptFor> | null,
  ) => attemptFor(last, of, toRequest(of));

  it("for the same content, files included, and never stores what is in them", () => {
    const first = attempt({ ...draft, files: [{ ...file, content: "SECRETSECRET" }] });
    expect(attempt({ ...draft, files: [{ ...file, id: "2" }] }, first).key).toBe(first.key);
    expect(attempt({ ...draft, files: [{ ...file, digest: "d2" }] }, first).key).not.toBe(first.key);
    expect(attempt({ ...draft, files: [] }, first).key).not.toBe(first.key);
    expect(first.content).not.toContain("SECRET");
  });
});

describe("every refusal has its place", () => {
  const refused = (code: string, status: number, more = {}) =>
    explainFailure(
      new ProblemError({
        type: "about:blank",
        title: code,
        status,
        detail: code,
        instance: "urn:uuid:0198",
        code,
        error: `why ${code}`,
        ...more,
      }),
      toRequest(draft),
    );

  it.each([
    ["domain_not_verified", 403, "from"],
    ["all_suppressed", 422, "to"],
    ["body_too_large", 413, "attachments"],
  ])("%s at its field", (code, status, field) => {
    expect(refused(code, status).fields).toEqual({ [field]: `why ${code}` });
  });

  it("a time that is none at the time", () => {
    const errors = [{ pointer: "/scheduled_at", detail: "Write a time, such as `in 1 hour`." }];
    expect(refused("invalid_input", 422, { errors }).fields.scheduled_at).toBe(
      "Write a time, such as in 1 hour.",
    );
  });

  it.each([
    ["insufficient_credits", 402, { isOutOfCredits: true, isSafeToRepeat: false, requestId: null }],
    ["email_refused", 422, { isOutOfCredits: false, isSafeToRepeat: false, requestId: null }],
    ["rate_limited", 429, { isSafeToRepeat: true, requestId: null }],
    ["queue_full", 429, { isSafeToRepeat: true, requestId: null }],
    ["provider_unavailable", 503, { isSafeToRepeat: true, requestId: "0198" }],
    ["internal", 500, { isSafeToRepeat: true, requestId: "0198" }],
  ])("%s in the banner", (code, status, failure) => {
    expect(refused(code, status)).toMatchObject({
      fields: {},
      failure: { message: `why ${code}`, ...failure },
    });
  });
});

describe("files", () => {
  it("that don't fit are refused before they are read, by what they become in base64", () => {
    expect(refusalOfFile({ name: "a", size: 30_000_000 }, 0)).toBeNull();
    expect(refusalOfFile({ name: "a", size: 30_000_001 }, 0)).toContain("does not fit");
    expect(refusalOfFile({ name: "a", size: 1000 }, 39_999_000)).toContain("40 MB");
    expect(refusalOfFile({ name: "a", size: 0 }, 0)).toContain("empty");
  });

  it.each([
    [999, "999 B"],
    [1000, "1 kB"],
    [999_949, "999.9 kB"],
    [999_950, "1 MB"],
    [40_000_000, "40 MB"],
  ])("of %d bytes are %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it("with a content id are shown where the HTML names it, and nowhere else", () => {
    const html = '<img src="cid:logo">';
    expect(withInlineFiles(html, [{ ...file, contentId: "logo" }])).toBe(
      '<img src="data:image/png;base64,AAAA">',
    );
    expect(withInlineFiles(html, [file])).toBe(html);
  });
});

describe("an email is not sent to be refused", () => {
  type Notice = NonNullable<Credits["sending"]>;
  const credits: Credits = {
    balance: 500,
    held: 0,
    available: 500,
    allowance: 5000,
    low_threshold: 1000,
    status: "low",
    alert: "low",
    alert_since: null,
    as_of: null,
    stale: false,
    plan: null,
    sending: null,
  };
  const bound = (
    kind: Notice["kind"],
    is_accepting: boolean,
    left_today: number | null = null,
  ): Partial<Credits> => ({
    sending: { kind, reason: "Why.", is_accepting, daily_credits: left_today && 100, left_today },
  });
  const refusal = (facts: Partial<Credits>, needed = 2) =>
    refusalOf({ recipients: needed, skipped: [], credits: needed }, { ...credits, ...facts });

  it.each<[string, Partial<Credits>, string | null]>([
    ["all is well", {}, null],
    ["paused", bound("paused", false), "Sending is paused. Why. Write to support to have it resumed."],
    [
      "paused, and without credits",
      { ...bound("paused", false), available: 0, status: "empty" },
      "Sending is paused. Why. Write to support to have it resumed.",
    ],
    ["stopped for all", bound("halted", false), "Why. Try again later."],
    ["stopped for all, but accepted", bound("halted", true), null],
    [
      "the day used up",
      bound("slowed", false, 0),
      "Your limit for today is reached. You can send again tomorrow (UTC).",
    ],
    ["enough for today", bound("new", true, 2), null],
    [
      "too little for today",
      bound("new", true, 1),
      "This email needs 2 credits, and your daily limit leaves 1 for today.",
    ],
    ["too few credits", { available: 1 }, "This email needs 2 credits, and 1 are left."],
    [
      "none left",
      { available: 0, status: "empty" },
      "No credits left. Sending is stopped until you buy more.",
    ],
    [
      "never any",
      { available: 0, status: "none" },
      "You have no credits yet. Get the first ones under Billing.",
    ],
  ])("%s", (_, facts, reason) => {
    expect(refusal(facts)).toBe(reason);
  });
});

describe("a page is called after what it shows", () => {
  it.each<[string, { name: string } | null, string]>([
    ["by its name", { name: "Your receipt" }, "Your receipt"],
    ["a long one is cut", { name: "\u{1F600}".repeat(200) }, `${"\u{1F600}".repeat(79)}…`],
    ["a blank one", { name: " " }, "Email"],
    ["nothing", null, "Email not found"],
  ])("%s", async (_, found, title) => {
    expect(await titleOf("Email", Promise.resolve(found), ({ name }) => name)).toEqual({ title });
  });

  it("and by its kind alone when it can't be loaded", async () => {
    expect(await titleOf("Email", Promise.reject(new Error("away")), () => "")).toEqual({ title: "Email" });
  });
});
