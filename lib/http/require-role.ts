import "server-only";
import type { Viewer } from "../auth/session";
import { mayDo, type Need, rolesFor, whoMay } from "../contracts/roles";
import { AppError } from "../errors";

/** Throws `forbidden_role` if somebody in this role may not do it, with the roles that may and who gives them. */
export function requireRole({ role, accountName }: Pick<Viewer, "role" | "accountName">, need: Need): void {
  if (mayDo(role, need)) return;
  throw new AppError(
    "forbidden_role",
    `Only ${whoMay(need)} of ${accountName} can do this, and your role there is ${role}. An owner can change it under Settings, Members.`,
    { role, needed: rolesFor(need) },
  );
}
