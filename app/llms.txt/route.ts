import { documentHeaders } from "@/lib/auth/security-headers";
import { llmsText } from "@/lib/docs/llms";

/** The documentation in one page of links, for language models. Public, and the same for everybody. */
export async function GET(): Promise<Response> {
  return new Response(llmsText(), {
    headers: {
      "Content-Type": "text/markdown; charset=utf-8",
      "Cache-Control": "public, max-age=300",
      ...documentHeaders(),
    },
  });
}
