import type { Role } from "@/lib/contracts/roles";
import { type Session, signIn } from "./sign-in";
import type { Stack } from "./stack";

type Place = Pick<Stack, "baseUrl" | "sandbox">;

/** Invites an address and returns the token of the link in its mail. */
export async function inviteByMail(stack: Place, owner: Session, email: string, role: Role): Promise<string> {
  const answer = await owner.post("/api/invites", { email, role });
  if (answer.status !== 201) throw new Error(`No invite: ${answer.status} ${await answer.text()}`);
  return newestToken(stack, email);
}

/** The token of the newest invite that went to an address. */
export async function newestToken({ sandbox }: Place, email: string): Promise<string> {
  const mails = await sandbox.emails(email);
  const tokens = mails.flatMap(({ text, created_at }) => {
    const token = /\/invite\?token=([\w-]+)/.exec(text ?? "")?.[1];
    return token ? [{ token, created_at }] : [];
  });
  const newest = tokens.sort((a, b) => (a.created_at < b.created_at ? 1 : -1))[0];
  if (!newest) throw new Error(`No invite has reached ${email}.`);
  return newest.token;
}

/** Invites somebody, who signs in and accepts. They work in the owner's account from then on. */
export async function inviteAndJoin(
  stack: Place,
  owner: Session,
  email: string,
  role: Role,
): Promise<Session> {
  const token = await inviteByMail(stack, owner, email, role);
  const guest = await signIn(stack, email);
  const answer = await guest.post("/api/invites/accept", { token });
  if (answer.status !== 200) throw new Error(`Not joined: ${answer.status} ${await answer.text()}`);
  return guest;
}
