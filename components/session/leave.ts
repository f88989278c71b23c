import { clearDrafts } from "@/components/compose/draft-storage";
import { authPost } from "@/components/http/auth-post";

/** Signs out here; drafts go with the session. */
export async function leave(): Promise<void> {
  clearDrafts();
  await authPost("signout", "/");
}
