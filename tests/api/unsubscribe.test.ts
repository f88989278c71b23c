import { afterAll, beforeAll, expect, it } from "vitest";
import { buyTopup } from "../support/buy";
import { endlessBudget } from "../support/endless-budget";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
let ada: Session;
beforeAll(async () => {
  stack = await startStack();
  await endlessBudget(stack);
  ada = await signIn(stack, "ada@mailbox.dev");
  await buyTopup(ada, stack);
});
afterAll(() => stack?.stop());

const send = (to: string, extra: object = {}) =>
  ada.post("/api/send", { to, subject: "News", text: "Hi", ...extra });

/** Sends with one-click unsubscribe, and returns the address that the mail carries. */
async function linkOf(to: string): Promise<string> {
  expect((await send(to, { unsubscribe: true })).status).toBe(200);
  const [mail] = await stack.sandbox.emails(to);
  expect(mail?.headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
  return /^<(.+)>$/.exec(mail?.headers["List-Unsubscribe"] ?? "")?.[1] ?? "";
}

/** What a mail program's button does (RFC 8058, section 3.1). */
const click = (link: string) =>
  fetch(link, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  });

it("one click, without a cookie: nothing more goes to that person, and nothing is charged for it", async () => {
  const link = await linkOf("reader@mailbox.dev");
  for (let times = 0; times < 2; times++) expect((await click(link)).status).toBe(200);
  const refused = await send("Reader <READER@mailbox.dev>");
  expect([refused.status, (await refused.json()).code]).toEqual([422, "all_suppressed"]);
  const others = await (await send("other@mailbox.dev", { cc: "reader@mailbox.dev" })).json();
  expect(others.credits.charged).toBe(1);
  expect(await stack.sandbox.emails("reader@mailbox.dev")).toHaveLength(1);
});

it("opening the link changes nothing, and the page's button does", async () => {
  const link = await linkOf("careful@mailbox.dev");
  const page = await (await fetch(link)).text();
  expect(page).toContain("careful@mailbox.dev");
  expect((await send("careful@mailbox.dev")).status).toBe(200);
  const action = /action="([^"]+)"/.exec(page)?.[1] ?? "";
  const answer = await fetch(stack.baseUrl + action, { method: "POST" });
  expect(await answer.text()).toContain("You are unsubscribed");
  expect((await send("careful@mailbox.dev")).status).toBe(422);
});

it("a link that was tampered with unsubscribes nobody", async () => {
  const link = await linkOf("target@mailbox.dev");
  const other = await linkOf("attacker@mailbox.dev");
  const [customerId, emailId] = new URL(link).pathname.split("/").at(-1)?.split(".") ?? [];
  const signature = other.split(".").at(-1);
  for (const token of [`${customerId}.${emailId}.${signature}`, `${customerId}.${emailId}.`, "x", "%00"])
    expect((await click(`${stack.baseUrl}/api/unsubscribe/${token}`)).status).toBe(404);
  expect((await send("target@mailbox.dev")).status).toBe(200);
});
