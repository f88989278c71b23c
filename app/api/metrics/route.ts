import { bearerToken } from "@/lib/http/preferences";
import { route } from "@/lib/http/route";
import { scrape } from "@/lib/scrape";

/**
 * For Prometheus. Its calls are not counted, as those of the health check are not: counters are in the database, and the
 * figures of this process are wanted most while it is away. The token is too long to be guessed.
 */
export const GET = route({ auth: "none", limit: "none" }, async ({ request }) => {
  const { contentType, text } = await scrape(bearerToken(request));
  return new Response(text, { headers: { "Content-Type": contentType } });
});
