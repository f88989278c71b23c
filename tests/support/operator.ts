import type { ActionDone } from "@/lib/contracts/operator";
import { type Session, signIn } from "./sign-in";
import { OPERATOR, type Stack } from "./stack";

/** Somebody who runs MailKit. */
export interface Operator extends Session {
  /** Asks for an action, and throws if it is refused. */
  act(action: Record<string, unknown>): Promise<string>;
  /** Asks for an action that may be refused. */
  ask(action: Record<string, unknown>): Promise<Response>;
}

/** Signs the operator in. */
export async function signInOperator(stack: Stack): Promise<Operator> {
  const session = await signIn(stack, OPERATOR);
  const ask = (action: Record<string, unknown>) => session.post("/api/operator/actions", action);
  return {
    ...session,
    ask,
    act: async (action) => {
      const answer = await ask(action);
      if (!answer.ok) throw new Error(`Refused: ${answer.status} ${await answer.text()}`);
      const { message } = (await answer.json()) as ActionDone;
      return message;
    },
  };
}

/** Our id of the customer with this address. */
export async function customerOf({ db }: Pick<Stack, "db">, email: string): Promise<string> {
  const { rows } = await db.query("select id from customers where email = $1", [email]);
  return rows[0].id;
}

/** The operators' log, oldest first. */
export async function logOf({ db }: Pick<Stack, "db">): Promise<{ action: string; note: string | null }[]> {
  const { rows } = await db.query("select action, note from operator_actions order by id");
  return rows;
}
