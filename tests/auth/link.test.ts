import { afterAll, beforeAll, expect, it } from "vitest";
import { redeem, requestLink, sessionCookieOf, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.stop());

const target = (answer: Response) => answer.headers.get("location")?.replace(stack.baseUrl, "");

it("signs in with a link, and goes where the visitor was headed", async () => {
  const answer = await redeem(stack, await requestLink(stack, "ada@mailbox.dev", "/dashboard/emails?page=2"));
  expect(target(answer)).toBe("/dashboard/emails?page=2");
  expect(sessionCookieOf(answer)).toBeDefined();
});

it("makes user, customer and credit account once, however the address is written", async () => {
  await signIn(stack, "  Grace@Mailbox.DEV ");
  await signIn(stack, "grace@mailbox.dev");
  const { rows } = await stack.db.query(
    `select u.email, u.email_verified is not null as verified, c.email as customer_email, a.held
     from users u join customers c on c.id = u.customer_id join credit_accounts a on a.customer_id = c.id
     where u.email ilike '%grace%'`,
  );
  expect(rows).toEqual([
    { email: "grace@mailbox.dev", verified: true, customer_email: "grace@mailbox.dev", held: "0" },
  ]);
});

it("refuses a link the second time", async () => {
  const link = await requestLink(stack, "twice@mailbox.dev");
  expect(sessionCookieOf(await redeem(stack, link))).toBeDefined();
  const second = await redeem(stack, link);
  expect(sessionCookieOf(second)).toBeUndefined();
  expect(target(second)).toMatch(/error=Verification/);
});

it("refuses a link that has expired", async () => {
  const link = await requestLink(stack, "late@mailbox.dev");
  await stack.db.query(
    "update verification_tokens set expires = now() - interval '1 second' where identifier = $1",
    ["late@mailbox.dev"],
  );
  const answer = await redeem(stack, link);
  expect(sessionCookieOf(answer)).toBeUndefined();
  expect(target(answer)).toMatch(/error=Verification/);
});

it("gives a link ten minutes and stores no token that could be used", async () => {
  const link = await requestLink(stack, "stored@mailbox.dev");
  const { rows } = await stack.db.query(
    "select token, extract(epoch from expires - now()) as seconds from verification_tokens where identifier = $1",
    ["stored@mailbox.dev"],
  );
  expect(Number(rows[0].seconds)).toBeGreaterThan(590);
  expect(Number(rows[0].seconds)).toBeLessThanOrEqual(600);
  expect(rows[0].token).not.toBe(link.searchParams.get("token"));
});

it("gives one session when a link is redeemed fifty times at once", async () => {
  const link = await requestLink(stack, "crowd@mailbox.dev");
  const answers = await Promise.all(Array.from({ length: 50 }, () => redeem(stack, link)));
  expect(answers.filter(sessionCookieOf)).toHaveLength(1);
});

it("makes one user when two links of a new address are redeemed at once", async () => {
  const links = [await requestLink(stack, "race@mailbox.dev"), await requestLink(stack, "race@mailbox.dev")];
  const answers = await Promise.all(links.map((link) => redeem(stack, link)));
  expect(answers.map(sessionCookieOf).every(Boolean)).toBe(true);
  const { rows } = await stack.db.query(
    "select count(*)::int as users, (select count(*)::int from customers where email = $1) as customers from users where email = $1",
    ["race@mailbox.dev"],
  );
  expect(rows).toEqual([{ users: 1, customers: 1 }]);
});

it("refuses the token of one address for another", async () => {
  const link = await requestLink(stack, "mallory@mailbox.dev");
  link.searchParams.set("email", "victim@mailbox.dev");
  expect(sessionCookieOf(await redeem(stack, link))).toBeUndefined();
});

it("does not sign in a mail scanner that opens the link or asks for headers only", async () => {
  const link = await requestLink(stack, "scanned@mailbox.dev");
  const page = await fetch(link);
  expect(page.status).toBe(200);
  expect(sessionCookieOf(page)).toBeUndefined();
  const { token = "", email = "" } = Object.fromEntries(link.searchParams);
  const query = new URLSearchParams({ token, email });
  await fetch(`${stack.baseUrl}/api/auth/callback/email?${query}`, { method: "HEAD", redirect: "manual" });
  expect(sessionCookieOf(await redeem(stack, link))).toBeDefined();
});

it("says in the mail what it is, how long it holds, and what to do if it is not wanted", async () => {
  await requestLink(stack, "reader@mailbox.dev");
  const [mail] = await stack.sandbox.emails("reader@mailbox.dev");
  expect(mail?.subject).toBe("Sign in to MailKit");
  for (const body of [mail?.text ?? "", (mail?.html ?? "").replace(/<!--.*?-->/g, "")]) {
    expect(body).toContain("10 minutes");
    expect(body).toContain("ignore it");
  }
});

it.each(["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example"])(
  "does not lead to another site with next=%j",
  async (next) => {
    const link = await requestLink(stack, "open@mailbox.dev", next).catch(() => null);
    if (!link) throw new Error("no link");
    expect(link.searchParams.get("next")).toBe("/dashboard");
    link.searchParams.set("next", next);
    expect(target(await redeem(stack, link))).toBe("/dashboard");
  },
);
