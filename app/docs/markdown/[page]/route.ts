import { findGuide } from "@/lib/docs/guides";
import { toMarkdown } from "@/lib/docs/markdown";
import { site } from "@/lib/docs/site";

/** A guide as Markdown; served as `/docs/{page}.md`. */
export async function GET(_: Request, { params }: RouteContext<"/docs/markdown/[page]">): Promise<Response> {
  const guide = findGuide((await params).page);
  if (!guide) return new Response("There is no such page.\n", { status: 404 });
  return new Response(toMarkdown(guide, site().baseUrl), {
    // Not public: the middleware may renew a visitor's session on the way.
    headers: { "Content-Type": "text/markdown; charset=utf-8", "Cache-Control": "private, max-age=300" },
  });
}
