import { type Need, type Role, whoMay, withArticle } from "@/lib/contracts/roles";

export const HOW_TO_GET_IT = "An owner can change your role under Settings, Members.";

/** Why somebody in this role may not do what is for `need`. */
export function reasonFor(need: Need, role: Role): string {
  return `Only ${whoMay(need)} can do this, and you are ${withArticle(role)}.`;
}
