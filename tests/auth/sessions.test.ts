import { afterAll, beforeAll, expect, it } from "vitest";
import { type SessionInfo, sessionListSchema } from "@/lib/contracts/sessions";
import { endlessBudget } from "../support/endless-budget";
import { redeem, requestLink, type Session, sessionCookieOf, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ instances: 2 });
  await endlessBudget(stack);
});
afterAll(() => stack?.stop());

const sessionsOf = async (session: Session): Promise<SessionInfo[]> =>
  sessionListSchema.parse(await (await session.fetch("/api/sessions")).json()).data;
const end = (session: Session, id: string) => session.fetch(`/api/sessions/${id}`, { method: "DELETE" });
const statusOn = async (session: Session, baseUrl: string) =>
  (await fetch(`${baseUrl}/api/credits`, { headers: { Cookie: session.cookie } })).status;

it("lists where somebody is signed in, in words, without an address or the header itself", async () => {
  const here = await signIn(stack, "lister@mailbox.dev");
  const link = await requestLink(stack, "lister@mailbox.dev");
  expect(sessionCookieOf(await redeem(stack, link, { "User-Agent": FIREFOX }))).toBeDefined();
  const listed = await sessionsOf(here);
  expect(listed.map(({ agent, is_current }) => [agent, is_current]).sort()).toEqual([
    ["Firefox on Linux", false],
    ["Unknown browser", true],
  ]);
  const { rows } = await stack.db.query("select sessions::text as row from sessions");
  expect(rows.some(({ row }) => /Gecko|198\.18\./.test(row))).toBe(false);
});

it("ends one session alone, at once and on every instance, and only one's own", async () => {
  const [here, there] = [await signIn(stack, "one@mailbox.dev"), await signIn(stack, "one@mailbox.dev")];
  const stranger = await signIn(stack, "stranger@mailbox.dev");
  for (const baseUrl of stack.baseUrls) expect(await statusOn(there, baseUrl)).toBe(200);
  const other = (await sessionsOf(here)).find(({ is_current }) => !is_current);
  expect((await end(stranger, other?.id ?? "")).status).toBe(404);
  expect((await end(here, other?.id ?? "")).status).toBe(200);
  for (const baseUrl of stack.baseUrls) {
    expect(await statusOn(there, baseUrl)).toBe(401);
    expect(await statusOn(here, baseUrl)).toBe(200);
  }
  expect((await end(here, other?.id ?? "")).status).toBe(404);
});

it("a cookie that was copied ends with the session that signs out", async () => {
  const session = await signIn(stack, "copied@mailbox.dev");
  const csrf = await session.fetch("/api/auth/csrf");
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const cookie = csrf.headers.getSetCookie().find((set) => set.includes("csrf-token"));
  await session.fetch("/api/auth/signout", {
    method: "POST",
    headers: { Cookie: cookie?.split(";")[0] ?? "" },
    body: new URLSearchParams({ csrfToken, callbackUrl: "/" }),
  });
  expect((await session.fetch("/api/credits")).status).toBe(401);
});

it("notes a visit a quarter of an hour after the last one, and not sooner", async () => {
  const session = await signIn(stack, "visitor@mailbox.dev");
  const age = (minutes: number) =>
    stack.db.query(
      `update sessions set last_seen_at = now() - $1 * interval '1 minute'
       where user_id = (select id from users where email = 'visitor@mailbox.dev')`,
      [minutes],
    );
  const seenMinutesAgo = async () => {
    const [{ last_seen_at } = { last_seen_at: "" }] = await sessionsOf(session);
    return Math.round((Date.now() - Date.parse(last_seen_at)) / 60_000);
  };
  await age(10);
  await session.fetch("/api/credits");
  expect(await seenMinutesAgo()).toBe(10);
  await age(20);
  await session.fetch("/api/credits");
  await expect.poll(seenMinutesAgo).toBe(0);
});
