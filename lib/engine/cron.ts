import "server-only";
import { env } from "../env";
import { AppError } from "../errors";
import { isSameSecret } from "../same-secret";
import { engine } from "./engine";

/** Less than a minute, so that the next run does not overlap by much. */
const WORK_FOR_MS = 50_000;

/**
 * Carries on what waits (dispatches, captures, webhooks, balances), and returns when nothing is left to do now, or
 * after 50 s. Throws `not_found` if the operator has set no CRON_SECRET, `unauthenticated` if `secret` is another one.
 */
export async function sweep(secret: string | null): Promise<{ status: "idle" | "busy" }> {
  const { CRON_SECRET } = env();
  if (!CRON_SECRET) throw new AppError("not_found", "There is no cron route here: CRON_SECRET is not set.");
  if (secret === null || !isSameSecret(secret, CRON_SECRET))
    throw new AppError("unauthenticated", "Send the header `Authorization: Bearer <CRON_SECRET>`.");
  return { status: (await engine().sweep(WORK_FOR_MS)) ? "idle" : "busy" };
}
