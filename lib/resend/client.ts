import "server-only";
import { Resend } from "resend";
import { env } from "../env";

export const RESEND_API_URL = "https://api.resend.com";

let client: Resend | undefined;

/** The official SDK. It neither retries nor times out by itself; the callers do both on purpose. */
export function resend(): Resend {
  const { RESEND_API_KEY, RESEND_BASE_URL } = env();
  client ??= new Resend(RESEND_API_KEY, { baseUrl: RESEND_BASE_URL ?? RESEND_API_URL });
  return client;
}
