import { fetchJson } from "@/components/http/fetch-json";
import { leave } from "./leave";

/** Ends all of the reader's sessions, and signs out here. Throws what `messageOf` words. */
export async function leaveEverywhere(): Promise<void> {
  await fetchJson("/api/auth/sign-out-everywhere", { method: "POST" });
  await leave();
}
