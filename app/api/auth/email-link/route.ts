import { z } from "zod";
import { userEmailSchema } from "@/lib/auth/email-address";
import { safeNext } from "@/lib/auth/safe-next";
import { requestSignInLink } from "@/lib/auth/sign-in-link";
import type { LinkSent } from "@/lib/contracts/sign-in";
import { env } from "@/lib/env";
import { requireSameOriginOfBrowsers } from "@/lib/http/origin";
import { consumeRateLimit } from "@/lib/http/rate-limit";
import { route } from "@/lib/http/route";

const WINDOW_SECONDS = 15 * 60;
const PER_ADDRESS = { name: "sign-in-address", points: 5, perSeconds: WINDOW_SECONDS };
const PER_IP = { name: "sign-in-ip", points: 20, perSeconds: WINDOW_SECONDS };

const body = z.strictObject({ email: userEmailSchema, next: z.string().optional() });

/** Anybody: mails a sign-in link. The answer is the same whether or not the address has a user. */
export const POST = route(
  { auth: "none", body, limit: PER_IP },
  async ({ request, body: { email, next } }) => {
    requireSameOriginOfBrowsers(request);
    await consumeRateLimit(PER_ADDRESS, email);
    await requestSignInLink(email, safeNext(next));
    const { SANDBOX_URL } = env();
    const inbox_url = SANDBOX_URL ? `${SANDBOX_URL}/inbox?to=${encodeURIComponent(email)}` : null;
    return Response.json({ sent: true, inbox_url } satisfies LinkSent, { status: 202 });
  },
);
