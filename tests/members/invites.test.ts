import { afterAll, beforeAll, expect, it } from "vitest";
import { inviteListSchema, memberListSchema, membershipListSchema } from "@/lib/contracts/members";
import { endlessBudget } from "../support/endless-budget";
import { inviteAndJoin, inviteByMail, newestToken } from "../support/members";
import { redeem, requestLink, type Session, sessionCookieOf, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
let owner: Session;
beforeAll(async () => {
  stack = await startStack({ instances: 2 });
  await endlessBudget(stack);
  owner = await signIn(stack, "owner@mailbox.dev");
});
afterAll(() => stack?.stop());

const accept = (session: Session, token: string) => session.post("/api/invites/accept", { token });
const codeOf = async (answer: Response) => [answer.status, (await answer.json()).code];
const membersOf = async (session: Session) =>
  memberListSchema.parse(await (await session.fetch("/api/members")).json()).data;
const invitesOf = async (session: Session) =>
  inviteListSchema.parse(await (await session.fetch("/api/invites")).json()).data;
const forgetLimits = () => stack.db.query("delete from rate_limits");

it("lets somebody in whose address was invited, in the role that was given, and back into their own account", async () => {
  const guest = await inviteAndJoin(stack, owner, "Guest@Mailbox.dev".toLowerCase(), "billing");
  expect((await membersOf(guest)).map(({ email, role, is_you }) => [email, role, is_you])).toEqual([
    ["owner@mailbox.dev", "owner", false],
    ["guest@mailbox.dev", "billing", true],
  ]);
  const { data } = membershipListSchema.parse(await (await guest.fetch("/api/accounts")).json());
  expect(data.map(({ name, role, is_current }) => [name, role, is_current])).toEqual([
    ["guest@mailbox.dev", "owner", false],
    ["owner@mailbox.dev", "billing", true],
  ]);
  const own = data.find(({ is_current }) => !is_current)?.account_id;
  expect((await guest.post("/api/account/switch", { account_id: own })).status).toBe(200);
  expect((await membersOf(guest)).map(({ email }) => email)).toEqual(["guest@mailbox.dev"]);
  expect((await guest.post("/api/invites", { email: "x@mailbox.dev", role: "viewer" })).status).toBe(201);
});

it("makes one membership of one link, however often it is redeemed at once", async () => {
  await forgetLimits();
  const token = await inviteByMail(stack, owner, "many@mailbox.dev", "developer");
  const guest = await signIn(stack, "many@mailbox.dev");
  const calls = Array.from({ length: 20 }, (_, number) =>
    guest.fetch(new URL("/api/invites/accept", stack.baseUrls[number % 2]).href, {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: stack.baseUrls[number % 2] ?? "" },
      body: JSON.stringify({ token }),
    }),
  );
  const statuses = (await Promise.all(calls)).map(({ status }) => status).sort();
  expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 404)]);
  expect((await membersOf(owner)).filter(({ email }) => email === "many@mailbox.dev")).toHaveLength(1);
});

it("is of no use to anybody but its address", async () => {
  const token = await inviteByMail(stack, owner, "bound@mailbox.dev", "viewer");
  const thief = await signIn(stack, "thief@mailbox.dev");
  expect(await codeOf(await accept(thief, token))).toEqual([404, "not_found"]);
  const guest = await signIn(stack, "bound@mailbox.dev");
  expect((await accept(guest, token)).status).toBe(200);
});

it("ends when it is used, revoked, replaced, sent again, or seven days old", async () => {
  await forgetLimits();
  const email = "late@mailbox.dev";
  const guest = await signIn(stack, email);
  const first = await inviteByMail(stack, owner, email, "viewer");
  const second = await inviteByMail(stack, owner, email, "developer");
  expect(await codeOf(await accept(guest, first))).toEqual([404, "not_found"]);
  const [open, ...others] = (await invitesOf(owner)).filter((invite) => invite.email === email);
  expect([open?.role, others]).toEqual(["developer", []]);
  expect((await owner.post(`/api/invites/${open?.id}/resend`)).status).toBe(200);
  expect(await codeOf(await accept(guest, second))).toEqual([404, "not_found"]);
  const third = await newestToken(stack, email);
  await stack.db.query("update invites set expires_at = now() - interval '1 second' where email = $1", [
    email,
  ]);
  expect(await codeOf(await accept(guest, third))).toEqual([404, "not_found"]);
  expect((await invitesOf(owner)).find((invite) => invite.email === email)?.is_expired).toBe(true);
  await owner.post(`/api/invites/${open?.id}/resend`);
  const fourth = await newestToken(stack, email);
  await owner.fetch(`/api/invites/${open?.id}`, { method: "DELETE" });
  expect(await codeOf(await accept(guest, fourth))).toEqual([404, "not_found"]);
  const fifth = await inviteByMail(stack, owner, email, "viewer");
  expect((await accept(guest, fifth)).status).toBe(200);
  expect(await codeOf(await accept(guest, fifth))).toEqual([404, "not_found"]);
});

it("keeps no token, and a look at the link changes nothing", async () => {
  await forgetLimits();
  const token = await inviteByMail(stack, owner, "scanner@mailbox.dev", "viewer");
  const { rows } = await stack.db.query("select invites::text as row from invites");
  expect(rows.some(({ row }) => row.includes(token))).toBe(false);
  const { rows: mails } = await stack.db.query(
    "select count(*)::int as n from emails where payload like '%/invite?%'",
  );
  expect(mails[0].n).toBe(0);
  for (const method of ["HEAD", "GET"])
    expect((await fetch(`${stack.baseUrl}/invite?token=${token}`, { method })).status).toBe(200);
  expect(stack.logs().includes(token)).toBe(false);
  const guest = await signIn(stack, "scanner@mailbox.dev");
  expect((await accept(guest, token)).status).toBe(200);
});

it("leads somebody who is not signed in through signing in and back to the invite", async () => {
  await forgetLimits();
  const token = await inviteByMail(stack, owner, "new@mailbox.dev", "viewer");
  const page = await (await fetch(`${stack.baseUrl}/invite?token=${token}`)).text();
  const next = decodeURIComponent(/\/signin\?next=([^"]+)/.exec(page)?.[1] ?? "");
  const answer = await redeem(stack, await requestLink(stack, "new@mailbox.dev", next));
  expect(answer.headers.get("location")).toBe(`${stack.baseUrl}/invite?token=${token}`);
  const signedIn = await fetch(`${stack.baseUrl}/invite?token=${token}`, {
    headers: { Cookie: sessionCookieOf(answer) ?? "" },
  });
  expect(await signedIn.text()).toContain("Join owner@mailbox.dev");
});

it("says the same of an address with an account and of one without, and of a member only to their own account", async () => {
  await forgetLimits();
  await signIn(stack, "known@mailbox.dev");
  const answers = [];
  for (const email of ["known@mailbox.dev", "unknown@mailbox.dev"]) {
    const answer = await owner.post("/api/invites", { email, role: "viewer" });
    answers.push([answer.status, await answer.text()]);
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(
    await codeOf(await owner.post("/api/invites", { email: "many@mailbox.dev", role: "owner" })),
  ).toEqual([409, "already_exists"]);
});

it("bothers no address more than five times a day, whoever invites", async () => {
  await forgetLimits();
  const other = await signIn(stack, "other-owner@mailbox.dev");
  const invite = (session: Session) =>
    session.post("/api/invites", { email: "calm@mailbox.dev", role: "viewer" });
  for (const session of [owner, other, owner, other, owner]) expect((await invite(session)).status).toBe(201);
  expect(await codeOf(await invite(other))).toEqual([429, "rate_limited"]);
  const open = (await invitesOf(owner)).find(({ email }) => email === "calm@mailbox.dev");
  expect(await codeOf(await owner.post(`/api/invites/${open?.id}/resend`))).toEqual([429, "rate_limited"]);
});

it("stays open and says so when its mail can't be sent", async () => {
  await forgetLimits();
  await stack.db.query(
    "update provider_lines set paused_until = now() + interval '1 minute' where provider = 'resend'",
  );
  const answer = await owner.post("/api/invites", { email: "unsent@mailbox.dev", role: "viewer" });
  expect(await codeOf(answer)).toEqual([503, "provider_unavailable"]);
  const unsent = (await invitesOf(owner)).find(({ email }) => email === "unsent@mailbox.dev");
  expect(unsent?.sent_at).toBeNull();
  await stack.db.query("update provider_lines set paused_until = null");
  expect((await owner.post(`/api/invites/${unsent?.id}/resend`)).status).toBe(200);
  expect(
    (await invitesOf(owner)).find(({ email }) => email === "unsent@mailbox.dev")?.sent_at,
  ).not.toBeNull();
});
