import { sweep } from "@/lib/engine/cron";
import { bearerToken } from "@/lib/http/preferences";
import { route } from "@/lib/http/route";

/** Each run works for up to 50 s; more often than this is a mistake, or somebody guessing the secret. */
const limit = { name: "cron", points: 30, perSeconds: 60 };

/** For platforms without a process that stays: a scheduler calls this every minute, and what waits is carried on. */
export const GET = route({ auth: "none", limit }, async ({ request }) => sweep(bearerToken(request)));

/** A minute, where the platform asks how long a call may take. */
export const maxDuration = 60;
