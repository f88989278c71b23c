import { streamAccount } from "@/lib/account";
import type { RateLimit } from "@/lib/http/rate-limit";
import { route } from "@/lib/http/route";

/** It reads everything there is, and the ledger from Dodo. */
const LIMIT: RateLimit = { name: "account-export", points: 5, perSeconds: 60 * 60 };

/** An owner: all of the account's data as JSON lines. */
export const GET = route(
  { auth: "session", for: "owner", limit: LIMIT },
  async ({ viewer }) =>
    new Response(streamAccount(viewer.customerId), {
      headers: {
        "Content-Type": "application/x-ndjson; charset=utf-8",
        "Content-Disposition": 'attachment; filename="mailkit-export.jsonl"',
      },
    }),
);
