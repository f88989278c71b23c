import "server-only";
import { takePermit } from "../provider-line";

/** Waits for a request of Resend's budget. Returns null once it is ours, or why there is none within `maxMs`. */
export async function waitForPermit(maxMs: number): Promise<string | null> {
  const deadline = Date.now() + maxMs;
  for (;;) {
    const permit = await takePermit("resend");
    if (permit.granted) return null;
    if (Date.now() + permit.waitMs > deadline) return permit.pausedReason ?? "The sending budget is used up";
    await new Promise((resolve) => setTimeout(resolve, permit.waitMs));
  }
}
