import { TEMPLATE_BODY_BYTES_MAX, updateTemplateSchema } from "@/lib/contracts/template";
import { pathSegment } from "@/lib/http/params";
import { route } from "@/lib/http/route";
import { changeTemplate, deleteTemplate, getTemplate } from "@/lib/templates";

/** One template with its draft, by its id or alias. */
export const GET = route({ auth: "either", errors: "resend" }, async ({ caller, params }) =>
  getTemplate(caller.customerId, pathSegment(params, "id")),
);

/** Changes the draft. What is published is sent as before. The editor says in `If-Match` what it has begun with. */
export const PATCH = route(
  { auth: "either", errors: "resend", body: updateTemplateSchema, bodyBytesMax: TEMPLATE_BODY_BYTES_MAX },
  async ({ caller, params, body, request }) =>
    changeTemplate(caller.customerId, pathSegment(params, "id"), body, request.headers.get("If-Match")),
);

/** Deletes a template and its versions. */
export const DELETE = route({ auth: "either", errors: "resend" }, async ({ caller, params }) =>
  deleteTemplate(caller.customerId, pathSegment(params, "id")),
);

export { methodNotAllowed as POST, methodNotAllowed as PUT } from "@/lib/http/method-not-allowed";
