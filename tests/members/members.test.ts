import { afterAll, beforeAll, expect, it } from "vitest";
import { leftSchema, type Member, memberListSchema } from "@/lib/contracts/members";
import { callWith, makeKey } from "../support/api-key";
import { endlessBudget } from "../support/endless-budget";
import { inviteAndJoin, inviteByMail } from "../support/members";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ instances: 2 });
  await endlessBudget(stack);
});
afterAll(() => stack?.stop());

const membersOf = async (session: Session): Promise<Member[]> =>
  memberListSchema.parse(await (await session.fetch("/api/members")).json()).data;
async function idOf(session: Session, email: string): Promise<string> {
  const member = (await membersOf(session)).find((one) => one.email === email);
  if (!member) throw new Error(`${email} is no member.`);
  return member.user_id;
}
const setRole = async (session: Session, email: string, role: string) =>
  session.fetch(`/api/members/${await idOf(session, email)}`, {
    method: "PATCH",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ role }),
  });
const remove = async (session: Session, email: string) =>
  session.fetch(`/api/members/${await idOf(session, email)}`, { method: "DELETE" });
const keyStatus = async (session: Session, baseUrl: string) =>
  (
    await fetch(`${baseUrl}/api/keys`, {
      method: "POST",
      headers: { Cookie: session.cookie, Origin: baseUrl, "Content-Type": "application/json" },
      body: JSON.stringify({ name: "CI", permission: "full_access" }),
    })
  ).status;
const codeOf = async (answer: Response) => [answer.status, (await answer.json()).code];

it("another role counts from the next request on, on every instance; keys keep theirs", async () => {
  const owner = await signIn(stack, "role-owner@mailbox.dev");
  const member = await inviteAndJoin(stack, owner, "role-member@mailbox.dev", "developer");
  const { token } = await makeKey(member);
  for (const [role, status] of [
    ["viewer", 403],
    ["developer", 201],
    ["billing", 403],
  ] as const) {
    expect((await setRole(owner, member.email, role)).status).toBe(200);
    for (const baseUrl of stack.baseUrls) expect(await keyStatus(member, baseUrl)).toBe(status);
    expect((await callWith(stack, token, "/api-keys")).status).toBe(200);
  }
});

it("a member who is removed is out from the next request on, works in their own account, and can't come back", async () => {
  const owner = await signIn(stack, "remove-owner@mailbox.dev");
  const member = await inviteAndJoin(stack, owner, "remove-member@mailbox.dev", "owner");
  const account = (await (await member.fetch("/api/accounts")).json()).data.find(
    (one: { is_current: boolean }) => one.is_current,
  ).account_id;
  await inviteByMail(stack, member, "remove-again@mailbox.dev", "owner");
  expect((await remove(owner, member.email)).status).toBe(200);
  expect((await (await owner.fetch("/api/invites")).json()).data).toEqual([]);
  expect((await membersOf(member)).map(({ email }) => email)).toEqual([member.email]);
  expect(await codeOf(await member.post("/api/account/switch", { account_id: account }))).toEqual([
    404,
    "not_found",
  ]);
  expect((await membersOf(owner)).map(({ email }) => email)).toEqual([owner.email]);
});

it("the last owner can't be removed or demoted, and can't leave, also not if two try at once", async () => {
  const owner = await signIn(stack, "last-owner@mailbox.dev");
  expect(await codeOf(await setRole(owner, owner.email, "viewer"))).toEqual([409, "wrong_state"]);
  expect(await codeOf(await remove(owner, owner.email))).toEqual([409, "wrong_state"]);
  expect(await codeOf(await owner.post("/api/account/leave"))).toEqual([409, "wrong_state"]);
  const second = await inviteAndJoin(stack, owner, "second-owner@mailbox.dev", "owner");
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all([
      setRole(owner, owner.email, "developer"),
      setRole(second, second.email, "developer"),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const remaining = answers[0]?.status === 409 ? owner : second;
    for (const one of [owner, second]) if (one !== remaining) await setRole(remaining, one.email, "owner");
  }
});

it("whoever leaves works in their own account, and the account is written to at an owner's address", async () => {
  const founder = await signIn(stack, "founder@mailbox.dev");
  const heir = await inviteAndJoin(stack, founder, "heir@mailbox.dev", "owner");
  // The founder has no account but this one, so there is nobody any more to be signed in.
  const left = leftSchema.parse(await (await founder.post("/api/account/leave")).json());
  expect(left.account_id).toBeNull();
  expect((await founder.fetch("/api/members")).status).toBe(401);
  expect((await (await heir.fetch("/api/me")).json()).customer.email).toBe("heir@mailbox.dev");
  const again = await signIn(stack, "founder@mailbox.dev");
  expect((await membersOf(again)).map(({ email, role }) => [email, role])).toEqual([
    [founder.email, "owner"],
  ]);
});

it("nobody changes the members of another account", async () => {
  const owner = await signIn(stack, "mine@mailbox.dev");
  const stranger = await signIn(stack, "stranger@mailbox.dev");
  const id = await idOf(owner, owner.email);
  for (const method of ["PATCH", "DELETE"]) {
    const answer = await stranger.fetch(`/api/members/${id}`, {
      method,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ role: "viewer" }),
    });
    expect(await codeOf(answer)).toEqual([404, "not_found"]);
  }
});

it("coming to work in an account and being removed from it at once never leaves somebody outside of both", async () => {
  const owner = await signIn(stack, "race-owner@mailbox.dev");
  for (let round = 0; round < 8; round++) {
    await stack.db.query("delete from rate_limits");
    const member = await inviteAndJoin(stack, owner, "racer@mailbox.dev", "viewer");
    const { data } = await (await member.fetch("/api/accounts")).json();
    const [own, team] = [false, true].map(
      (isCurrent) => data.find((one: { is_current: boolean }) => one.is_current === isCurrent).account_id,
    );
    await member.post("/api/account/switch", { account_id: own });
    await Promise.all([
      member.post("/api/account/switch", { account_id: team }),
      remove(owner, member.email),
    ]);
    expect((await member.fetch("/api/members")).status).toBe(200);
  }
});
