import { Resend } from "resend";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { resendErrorSchema } from "@/lib/contracts/resend/error";
import { importReportSchema, suppressionListSchema } from "@/lib/contracts/suppression";
import { endlessBudget } from "../support/endless-budget";
import { giveKey } from "../support/given-key";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
let ada: Session;
let eve: Session;
/** The official SDK, which knows MailKit by its address only. */
let resend: Resend;
let evesResend: Resend;

beforeAll(async () => {
  stack = await startStack();
  await endlessBudget(stack);
  [ada, eve] = await Promise.all([signIn(stack, "ada@mailbox.dev"), signIn(stack, "eve@mailbox.dev")]);
  const sdk = async (session: Session) =>
    new Resend((await giveKey(stack, session.email)).token, { baseUrl: stack.baseUrl });
  resend = await sdk(ada);
  evesResend = await sdk(eve);
});
afterAll(() => stack?.stop());
beforeEach(() => stack.db.query("truncate suppressions; delete from rate_limits"));

const listed = async (sdk = resend) => (await sdk.suppressions.list()).data?.data.map(({ email }) => email);
const numbered = (count: number) => Array.from({ length: count }, (_, n) => `reader-${n}@mailbox.dev`);

describe("the official SDK", () => {
  it("adds an address once, however it is written, and finds it by id and by address", async () => {
    const first = await resend.suppressions.add({ email: "Reader <Reader+Tag@Mailbox.dev>" });
    const again = await resend.suppressions.add({ email: "reader+tag@mailbox.dev" });
    expect(first.error).toBeNull();
    expect(again.data).toEqual(first.data);
    const entry = {
      object: "suppression",
      id: first.data?.id,
      email: "reader+tag@mailbox.dev",
      origin: "manual",
      source_id: null,
      created_at: expect.stringMatching(/^\d{4}-.*Z$/),
    };
    for (const name of [String(first.data?.id), "reader+tag@mailbox.dev", "READER+TAG@mailbox.dev"])
      expect((await resend.suppressions.get(name)).data).toEqual(entry);
    const { object: _, ...listEntry } = entry;
    expect((await resend.suppressions.list()).data).toEqual({
      object: "list",
      has_more: false,
      data: [listEntry],
    });
  });

  it("removes by id and by address, and then it is not there", async () => {
    const { data } = await resend.suppressions.batch.add({ emails: numbered(2) });
    const [one] = data?.data ?? [];
    const removed = await resend.suppressions.remove(String(one?.id));
    expect(removed.data).toEqual({ object: "suppression", id: one?.id, deleted: true });
    expect((await resend.suppressions.remove("reader-1@mailbox.dev")).data).toMatchObject({ deleted: true });
    expect(await listed()).toEqual([]);
    expect((await resend.suppressions.remove("reader-1@mailbox.dev")).error).toMatchObject({
      statusCode: 404,
      name: "not_found",
    });
    expect((await resend.suppressions.get("nobody at all")).error?.name).toBe("not_found");
  });

  it("adds and removes a hundred at once, in their order, each once", async () => {
    const emails = numbered(99);
    const added = await resend.suppressions.batch.add({ emails: [...emails, "READER-0@mailbox.dev"] });
    expect(added.data?.data).toHaveLength(100);
    expect(added.data?.data[99]).toEqual(added.data?.data[0]);
    const ids = (added.data?.data ?? []).slice(0, 98).map(({ id }) => id);
    expect((await resend.suppressions.batch.remove({ ids })).data?.data).toHaveLength(98);
    const rest = await resend.suppressions.batch.remove({
      emails: [...emails.slice(98), "not-there@mailbox.dev"],
    });
    expect(rest.data?.data).toMatchObject([{ object: "suppression", deleted: true }]);
    expect(await listed()).toEqual([]);
  });

  it("pages forwards and backwards through all of them, newest first", async () => {
    const emails = numbered(7);
    for (const email of emails) await resend.suppressions.add({ email });
    const newestFirst = emails.toReversed();
    const first = (await resend.suppressions.list({ limit: 3 })).data;
    expect(first).toMatchObject({ has_more: true });
    const second = (await resend.suppressions.list({ limit: 3, after: first?.data[2]?.id })).data;
    const third = (await resend.suppressions.list({ limit: 3, after: second?.data[2]?.id })).data;
    expect(third).toMatchObject({ has_more: false });
    const all = [first, second, third].flatMap((page) => page?.data ?? []);
    expect(all.map(({ email }) => email)).toEqual(newestFirst);
    const back = (await resend.suppressions.list({ limit: 3, before: all[6]?.id })).data;
    expect(back).toEqual({ object: "list", has_more: true, data: all.slice(3, 6) });
    const complaints = await resend.suppressions.list({ origin: "complaint" });
    expect(complaints.data?.data).toEqual([]);
  });

  it.each([
    ["no address", { email: "nobody" }, "validation_error"],
    ["nothing", {}, "missing_required_field"],
    ["two at once", { email: "a@mailbox.dev, b@mailbox.dev" }, "validation_error"],
    ["a line break", { email: "a@mailbox.dev\r\nBcc: b@mailbox.dev" }, "validation_error"],
  ])("is told what was wrong with %s", async (_name, body, name) => {
    const { error } = await resend.suppressions.add(body as { email: string });
    expect(error).toMatchObject({ statusCode: 422, name });
    expect(await listed()).toEqual([]);
  });

  it("is told of too many, of none, and of both kinds at once", async () => {
    for (const options of [{ emails: numbered(101) }, { emails: [] }, { emails: numbered(1), ids: [] }, {}]) {
      const remove = await resend.suppressions.batch.remove(options as { emails: string[] });
      expect(remove.error).toMatchObject({ statusCode: 422 });
    }
    expect((await resend.suppressions.batch.add({ emails: numbered(101) })).error).toMatchObject({
      statusCode: 422,
    });
  });

  it("sees and removes nothing of another customer's", async () => {
    const { data } = await resend.suppressions.add({ email: "reader@mailbox.dev" });
    const id = String(data?.id);
    expect(await listed(evesResend)).toEqual([]);
    for (const name of [id, "reader@mailbox.dev"]) {
      expect((await evesResend.suppressions.get(name)).error?.name).toBe("not_found");
      expect((await evesResend.suppressions.remove(name)).error?.name).toBe("not_found");
    }
    expect((await evesResend.suppressions.batch.remove({ ids: [id] })).data?.data).toEqual([]);
    expect((await evesResend.suppressions.list({ after: id })).data?.data).toEqual([]);
    expect(await (await eve.fetch("/api/suppressions/export")).text()).not.toContain("reader@");
    expect(await listed()).toEqual(["reader@mailbox.dev"]);
  });
});

describe("the dashboard", () => {
  const bring = async (text: string) => {
    const answer = await ada.post("/api/suppressions/import", { text });
    expect(answer.status).toBe(200);
    return importReportSchema.parse(await answer.json());
  };

  it("uses the same routes, and finds addresses by how they, or their domains, begin", async () => {
    await resend.suppressions.batch.add({
      emails: ["a_b@mailbox.dev", "axb@mailbox.dev", "axa@mailbox.dev", "z@mailbox.test"],
    });
    const found = async (query: string) => {
      const page = suppressionListSchema.parse(await (await ada.fetch(`/api/suppressions?${query}`)).json());
      return page.data.map(({ id, email }) => ({ id, email }));
    };
    expect(await found("search=A_B")).toMatchObject([{ email: "a_b@mailbox.dev" }]);
    expect(await found("search=mailbox")).toEqual([]);
    expect(await found("search=@mailbox.t")).toMatchObject([{ email: "z@mailbox.test" }]);
    // What is found comes by address, and pages lead there and back.
    const [first] = await found("search=@Mailbox&limit=1");
    expect(first?.email).toBe("a_b@mailbox.dev");
    const [second] = await found(`search=@mailbox&limit=1&after=${first?.id}`);
    expect(second?.email).toBe("axa@mailbox.dev");
    expect(await found(`search=@mailbox&before=${second?.id}`)).toEqual([first]);
    const refused = await ada.fetch("/api/suppressions?limit=0&after=x");
    expect(resendErrorSchema.parse(await refused.json())).toMatchObject({
      statusCode: 422,
      name: "validation_error",
    });
  });

  it("imports 10,000 addresses and says what was new, what was there, and what was none", async () => {
    await resend.suppressions.add({ email: "reader-0@mailbox.dev" });
    const report = await bring(`email\n${numbered(10_000).join("\n")}\nnobody`);
    expect(report).toEqual({
      added: 9_999,
      already_there: 1,
      invalid: 1,
      invalid_lines: [{ line: 10_002, text: "nobody" }],
    });
    expect(await bring("READER-7@mailbox.dev")).toMatchObject({ added: 0, already_there: 1, invalid: 0 });
    const tooMany = await ada.post("/api/suppressions/import", { text: numbered(10_001).join("\n") });
    expect(tooMany.status).toBe(422);
  });

  it("exports all of them, safe for a spreadsheet, in a form that it imports again", async () => {
    await bring([...numbered(2_500), "+cmd@mailbox.dev", "-2@mailbox.dev", "o'neil@mailbox.dev"].join("\n"));
    const answer = await ada.fetch("/api/suppressions/export");
    expect(answer.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("Content-Disposition")).toContain("attachment");
    const csv = await answer.text();
    const [headings, ...lines] = csv.trimEnd().split("\r\n");
    expect(headings).toBe("email,origin,source_id,created_at");
    expect(lines).toHaveLength(2_503);
    expect(lines.filter((line) => /^"?[=+\-@]/.test(line))).toEqual([]);
    await stack.db.query("truncate suppressions");
    expect(await bring(csv)).toMatchObject({ added: 2_503, invalid: 0 });
    expect((await resend.suppressions.get("+cmd@mailbox.dev")).error).toBeNull();
    expect((await resend.suppressions.get("o'neil@mailbox.dev")).error).toBeNull();
  });
});
