import { fetchJson, jsonPost, messageOf } from "@/components/http/fetch-json";
import { tellOtherTabs } from "@/components/session/other-tabs";

/** Redeems an invite and goes on to the account's dashboard. Returns why not, in a sentence for people. */
export async function accept(token: string): Promise<string | null> {
  try {
    await fetchJson("/api/invites/accept", jsonPost({ token }));
    tellOtherTabs();
    window.location.assign("/dashboard");
    return null;
  } catch (error) {
    return messageOf(error);
  }
}
