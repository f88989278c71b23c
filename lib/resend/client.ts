import "server-only";
import { Resend } from "resend";
import { env } from "../env";
import { perProcess } from "../per-process";

const RESEND_API_URL = "https://api.resend.com";

/** The official SDK. It neither retries nor times out by itself; the callers do both on purpose. */
export function resend(): Resend {
  return perProcess("resend", () => {
    const { RESEND_API_KEY, RESEND_BASE_URL } = env();
    return new Resend(RESEND_API_KEY, { baseUrl: RESEND_BASE_URL ?? RESEND_API_URL });
  });
}
