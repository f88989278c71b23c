"use client";

import { createContext, type ReactNode, use } from "react";
import { Banner } from "@/components/ui/banner";
import { mayDo, type Need, type Role } from "@/lib/contracts/roles";
import { HOW_TO_GET_IT, reasonFor } from "./role-words";

/** Null outside of the dashboard, where nothing is hidden: it is the server that refuses. */
const RoleContext = createContext<Role | null>(null);

/** What the reader's role is, for all that hides or disables itself by it. */
export function RoleProvider({ role, children }: { role: Role; children: ReactNode }) {
  return <RoleContext value={role}>{children}</RoleContext>;
}

/** Why the reader may not do what is for `need`; null if they may. */
export function useRefusal(need: Need): string | null {
  const role = use(RoleContext);
  return role === null || mayDo(role, need) ? null : reasonFor(need, role);
}

/** Shows something to those only whom it is for. */
export function ForRole({ need, children }: { need: Need; children: ReactNode }) {
  return useRefusal(need) === null ? children : null;
}

/** Says on a page whose actions are hidden why they are. */
export function RoleNote({ need, title }: { need: Need; title: string }) {
  const refusal = useRefusal(need);
  return refusal && <Banner tone="info" title={title}>{`${refusal} ${HOW_TO_GET_IT}`}</Banner>;
}

/** The same in a line, below buttons that can't be pressed. */
export function WhyNot({ need }: { need: Need }) {
  const refusal = useRefusal(need);
  return refusal && <p className="mt-3 text-[0.8125rem] text-muted">{refusal}</p>;
}
