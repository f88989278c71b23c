import { clearDrafts } from "@/components/compose/draft-storage";
import { authPost } from "@/components/http/auth-post";
import { mayLeave } from "@/components/leave-guard";

/** Signs out here, unless something would be lost and the reader stays; drafts go with the session. */
export async function leave(): Promise<void> {
  if (!mayLeave()) return;
  clearDrafts();
  await authPost("signout", "/");
}
