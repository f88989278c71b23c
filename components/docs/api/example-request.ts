import type { Snippet } from "@/lib/contracts/docs";
import type { OperationObject } from "@/lib/contracts/openapi";

const SAMPLE_ID = "0198c2f4-7d1e-7a53-9f0b-3c1d5e7f9a2b";

/** How curl makes the request. In single quotes, so an apostrophe has to leave and enter them again. */
export function exampleRequest(method: string, path: string, operation: OperationObject): Snippet {
  const body = operation.requestBody?.content["application/json"]?.example;
  const url = path.replace(/\{\w+\}/g, SAMPLE_ID);
  const lines = [
    `curl ${method === "get" ? "" : `-X ${method.toUpperCase()} `}"$RESEND_BASE_URL${url}"`,
    '  -H "Authorization: Bearer $RESEND_API_KEY"',
    ...(body === undefined
      ? []
      : [
          '  -H "Content-Type: application/json"',
          `  -d '${JSON.stringify(body, null, 2).replaceAll("'", "'\\''").replaceAll("\n", "\n  ")}'`,
        ]),
  ];
  return { label: "Request", language: "bash", code: lines.join(" \\\n") };
}
