import { clearDrafts } from "@/components/compose/draft-storage";
import { authPost } from "@/components/http/auth-post";
import { fetchJson } from "@/components/http/fetch-json";
import { mayLeave } from "@/components/leave-guard";

/** Signs out here, unless something would be lost and the reader stays; drafts go with the session. */
export async function leave(): Promise<void> {
  if (!mayLeave()) return;
  clearDrafts();
  await authPost("signout", "/");
}

/** Ends all of the reader's sessions, and signs out here. Throws what `messageOf` words. */
export async function leaveEverywhere(): Promise<void> {
  await fetchJson("/api/auth/sign-out-everywhere", { method: "POST" });
  await leave();
}
