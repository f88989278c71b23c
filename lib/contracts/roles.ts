/** What somebody may do for an account. Without zod: the browser needs these words, too. */
export const ROLES = ["owner", "developer", "billing", "viewer"] as const;
export type Role = (typeof ROLES)[number];

/** Who a thing is for. Owners may do everything; `anyone` is every member. */
export type Need = "anyone" | "developer" | "billing" | "owner";

export const ROLE_MEANINGS: Readonly<Record<Role, string>> = {
  owner: "Everything, with members, data export and deleting the account.",
  developer: "Sends, and looks after emails, domains, keys, webhooks and suppressions.",
  billing: "Buys credits and changes the plan, the card and the billing settings.",
  viewer: "Sees everything but secrets, and changes nothing.",
};

const ALLOWED: Readonly<Record<Need, readonly Role[]>> = {
  anyone: ROLES,
  developer: ["owner", "developer"],
  billing: ["owner", "billing"],
  owner: ["owner"],
};

/** The roles that a thing is for. */
export const rolesFor = (need: Need): readonly Role[] => ALLOWED[need];

/** Whether somebody in this role may do what needs `need`. */
export const mayDo = (role: Role, need: Need): boolean => ALLOWED[need].includes(role);

/** As in "Only an owner or developer can do this". */
export const whoMay = (need: Need): string => {
  if (need === "anyone") return "any member";
  return need === "owner" ? "an owner" : `an owner or ${need === "billing" ? "billing member" : need}`;
};

/** As in "you are a billing member". */
export function withArticle(role: Role): string {
  if (role === "owner") return "an owner";
  return `a ${role}${role === "billing" ? " member" : ""}`;
}
