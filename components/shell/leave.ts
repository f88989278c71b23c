import { clearDrafts } from "@/components/compose/draft-storage";

/** Signs out here; drafts go with the session. The code for it comes when it is needed, once in a visit at most. */
export async function leave(): Promise<void> {
  clearDrafts();
  const { signOut } = await import("next-auth/react");
  await signOut({ callbackUrl: "/" });
}
