import { Resend } from "resend";
import { giveKey } from "../support/given-key";
import { type Session, signIn } from "../support/sign-in";
import { type Stack, startStack } from "../support/stack";

/** A customer with an API key, and the official SDK, unchanged, that has it. */
export interface Owner {
  session: Session;
  customerId: string;
  token: string;
  sdk: Resend;
  /** A call with the key, for what the SDK can't say. */
  call(method: string, path: string, body?: unknown): Promise<Response>;
}

/** A stack whose Resend looks for records that long, and lets tests ask as much as they like. */
export async function domainStack(verifiedAfterMs: number): Promise<Stack> {
  const stack = await startStack();
  await stack.sandbox.changeSettings({
    rateLimits: false,
    domainVerification: { outcome: "verified", afterMs: verifiedAfterMs },
  });
  return stack;
}

export async function domainOwner(
  stack: Stack,
  name: string,
  permission: "full_access" | "sending_access" = "full_access",
): Promise<Owner> {
  const session = await signIn(stack, `${name}@mailbox.dev`);
  const { rows } = await stack.db.query("select id from customers where email = $1", [session.email]);
  const customerId: string = rows[0].id;
  const { token } = await giveKey(stack, session.email, { permission });
  return {
    session,
    customerId,
    token,
    sdk: new Resend(token, { baseUrl: stack.baseUrl }),
    call: (method, path, body) =>
      fetch(`${stack.baseUrl}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
  };
}

/** What Resend has of a name. */
export async function atResend(stack: Stack, name: string) {
  return (await stack.sandbox.state()).domains.filter((domain) => domain.name === name);
}

/** The operator at their own account. */
export function operator(stack: Stack): Resend {
  return new Resend("re_sandbox", { baseUrl: `${stack.sandboxUrl}/resend` });
}

/** Lets time pass for a domain: `column` lies so long back. */
export async function age(
  stack: Stack,
  name: string,
  column: "checked_at" | "created_at",
  by: string,
): Promise<void> {
  await stack.db.query(`update domains set ${column} = clock_timestamp() - $2::interval where name = $1`, [
    name,
    by,
  ]);
}

/** The row of a name, as long as there is one. */
export async function rowOf(stack: Stack, name: string) {
  const { rows } = await stack.db.query("select * from domains where name = $1", [name]);
  return rows[0] as { id: string; customer_id: string; resend_id: string | null; status: string } | undefined;
}
