import { TEMPLATE_BODY_BYTES_MAX } from "@/lib/contracts/template";
import { previewRequestSchema } from "@/lib/contracts/template-preview";
import { previewLimit } from "@/lib/http/limit-rate";
import { route } from "@/lib/http/route";
import { previewDraft } from "@/lib/templates";

/** What a send would make of a draft as it stands in the editor. Nothing is stored, sent or charged. */
export const POST = route(
  {
    auth: "session",
    body: previewRequestSchema,
    bodyBytesMax: TEMPLATE_BODY_BYTES_MAX,
    limit: previewLimit,
  },
  async ({ body }) => previewDraft(body),
);
