import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mayDo, type Need, ROLES, type Role } from "@/lib/contracts/roles";
import { inviteAndJoin } from "../support/members";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";
import { API_ROWS } from "./api-table";
import { ROWS } from "./table";

const NOBODYS_ID = "01900000-0000-7000-8000-000000000000";

interface Case {
  method: string;
  path: string;
  need: Need;
}

const isReading = (method: string) => method === "GET";
/** What a session may call, each method by itself. What ends sessions comes last. */
const CASES: Case[] = [
  ...ROWS.filter(({ auth }) => auth !== "public").flatMap((row) =>
    row.methods.map((method) => ({
      method,
      path: row.path,
      for: typeof row.for === "object" ? row.for[method] : row.for,
    })),
  ),
  ...API_ROWS.map((row) => ({ method: row.method, path: `/api${row.path}`, for: row.for })),
]
  .map(({ method, path, for: need }) => ({
    method,
    path: path.replace(/:[a-z]+/g, NOBODYS_ID),
    need: need ?? (isReading(method) ? "anyone" : "developer"),
  }))
  .sort((a, b) => Number(a.path.includes("everywhere")) - Number(b.path.includes("everywhere")));

let stack: Stack;
const sessions = new Map<Role, Session>();

beforeAll(async () => {
  stack = await startStack();
  const owner = await signIn(stack, "owner@mailbox.dev");
  sessions.set("owner", owner);
  for (const role of ROLES.filter((one) => one !== "owner"))
    sessions.set(role, await inviteAndJoin(stack, owner, `${role}@mailbox.dev`, role));
});
afterAll(() => stack?.stop());

/** A body that can't be read is refused after the role was looked at, and before anything is done. */
function call(role: Role, { method, path }: Case): Promise<Response> {
  const session = sessions.get(role);
  if (!session) throw new Error(`Nobody is ${role}.`);
  if (isReading(method)) return session.fetch(path);
  return session.fetch(path, {
    method,
    headers: { "Content-Type": "application/json", "X-Forwarded-For": "198.18.0.1" },
    body: "{",
  });
}

describe.each(ROLES)("a session of the role %s may call what is for it, and nothing else", (role) => {
  it.each(CASES.map((one): [string, Case] => [`${one.method} ${one.path}`, one]))(
    "%s",
    async (_label, one) => {
      await stack.db.query("delete from rate_limits");
      const answer = await call(role, one);
      if (mayDo(role, one.need)) {
        expect(answer.status).not.toBe(403);
        expect(answer.status).not.toBe(401);
        await answer.body?.cancel();
        return;
      }
      expect(answer.status).toBe(403);
      const { code, error, message, details } = await answer.json();
      expect(code ?? details.reason).toBe("forbidden_role");
      expect(error ?? message).toMatch(
        /^Only an owner.* of .*, and your role there is \w+\. An owner can change it/,
      );
    },
  );
});
