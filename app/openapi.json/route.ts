import { documentHeaders } from "@/lib/auth/security-headers";
import { openApiDocument } from "@/lib/openapi/document";

/** The API for programs that read OpenAPI. Public, and the same for everybody. */
export async function GET(): Promise<Response> {
  return Response.json(openApiDocument(), {
    headers: {
      "Access-Control-Allow-Origin": "*",
      "Cache-Control": "public, max-age=300",
      ...documentHeaders(),
    },
  });
}
