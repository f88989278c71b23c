"use client";

import useSWR, { useSWRConfig } from "swr";
import { fetchJson, jsonPost, jsonRequest } from "@/components/http/fetch-json";
import { usePrefetched } from "@/components/http/live-data";
import { moveOn } from "@/components/http/sign-in-again";
import { tellOtherTabs } from "@/components/session/other-tabs";
import type { InviteList, Left, MemberList, MembershipList, Renamed } from "@/lib/contracts/members";
import type { Role } from "@/lib/contracts/roles";
import type { SessionList } from "@/lib/contracts/sessions";
import { ACCOUNTS_PATH, INVITES_PATH, MEMBERS_PATH, SESSIONS_PATH } from "./paths";

/** Who is a member of the account. */
export function useMembers() {
  const fallbackData = usePrefetched<MemberList>(MEMBERS_PATH);
  return useSWR(MEMBERS_PATH, (path) => fetchJson<MemberList>(path), { fallbackData });
}

/** Open invites; for owners only. */
export function useInvites() {
  const fallbackData = usePrefetched<InviteList>(INVITES_PATH);
  return useSWR(INVITES_PATH, (path) => fetchJson<InviteList>(path), { fallbackData });
}

/** Where the reader is signed in. */
export function useSessions() {
  const fallbackData = usePrefetched<SessionList>(SESSIONS_PATH);
  return useSWR(SESSIONS_PATH, (path) => fetchJson<SessionList>(path), { fallbackData });
}

/** The reader's accounts, asked for when somebody wants to see them. */
export function useAccounts() {
  return useSWR(ACCOUNTS_PATH, (path) => fetchJson<MembershipList>(path), { revalidateIfStale: true });
}

/** What can be done to members and invites. Each throws what `messageOf` words. */
export function useMemberActions() {
  const { mutate } = useSWRConfig();
  return {
    changeRole: async (userId: string, role: Role): Promise<void> => {
      await fetchJson(`${MEMBERS_PATH}/${userId}`, jsonRequest("PATCH", { role }));
      await mutate(MEMBERS_PATH);
    },
    remove: async (userId: string): Promise<void> => {
      await fetchJson(`${MEMBERS_PATH}/${userId}`, jsonRequest("DELETE", {}));
      await mutate(MEMBERS_PATH);
    },
    invite: async (email: string, role: Role): Promise<void> => {
      try {
        await fetchJson(INVITES_PATH, jsonPost({ email, role }));
      } finally {
        // One whose mail did not go out is there all the same.
        await mutate(INVITES_PATH);
      }
    },
    inviteAgain: async (id: string): Promise<void> => {
      try {
        await fetchJson(`${INVITES_PATH}/${id}/resend`, jsonPost({}));
      } finally {
        await mutate(INVITES_PATH);
      }
    },
    takeBack: async (id: string): Promise<void> => {
      await fetchJson(`${INVITES_PATH}/${id}`, jsonRequest("DELETE", {}));
      await mutate(INVITES_PATH);
    },
  };
}

/** Ends one of the reader's sessions. Throws what `messageOf` words. */
export function useEndSession() {
  const { mutate } = useSWRConfig();
  return async (id: string): Promise<void> => {
    await fetchJson(`${SESSIONS_PATH}/${id}`, jsonRequest("DELETE", {}));
    await mutate(SESSIONS_PATH);
  };
}

/** Renames the reader, or the account. */
export async function rename(path: "/api/profile" | "/api/account", name: string): Promise<string> {
  return (await fetchJson<Renamed>(path, jsonRequest("PATCH", { name }))).name;
}

/** Leaves the account, and goes to where the reader works then. */
export async function leaveAccount(): Promise<void> {
  goOn((await fetchJson<Left>("/api/account/leave", jsonPost({}))).account_id);
}

/** Ends the account, and goes to where the reader works then. */
export async function deleteAccount(confirm: string): Promise<void> {
  goOn((await fetchJson<Left>("/api/account", jsonRequest("DELETE", { confirm }))).account_id);
}

/** Works in another account. */
export async function switchAccount(accountId: string): Promise<void> {
  goOn((await fetchJson<Left>("/api/account/switch", jsonPost({ account_id: accountId }))).account_id);
}

/** A whole new page: nothing that was loaded for the other account may stay on the screen. */
function goOn(accountId: string | null): void {
  tellOtherTabs();
  moveOn(accountId === null ? "/" : "/dashboard");
}
