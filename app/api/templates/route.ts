import { z } from "zod";
import { isStorable } from "@/lib/contracts/address";
import { createTemplateSchema, TEMPLATE_BODY_BYTES_MAX } from "@/lib/contracts/template";
import { validate } from "@/lib/http/body";
import { listParams } from "@/lib/http/list-params";
import { route } from "@/lib/http/route";
import { addTemplate, getTemplates } from "@/lib/templates";

const filterSchema = z.object({
  search: z
    .string()
    .max(100, "At most 100 characters.")
    .refine(isStorable, "Must not contain U+0000.")
    .optional(),
  status: z.literal("published", "The only status to look for is `published`.").optional(),
});

/** The customer's templates, newest first: `?limit=`, `?after=` or `?before=` an id, `?search=` and `?status=published`. */
export const GET = route({ auth: "either", errors: "resend" }, async ({ caller, query }) => {
  const filter = { search: query.get("search") || undefined, status: query.get("status") || undefined };
  return getTemplates(caller.customerId, { ...listParams(query), ...validate(filterSchema, filter) });
});

/** Makes a template, as a draft. */
export const POST = route(
  { auth: "either", errors: "resend", body: createTemplateSchema, bodyBytesMax: TEMPLATE_BODY_BYTES_MAX },
  async ({ caller, body }) => Response.json(await addTemplate(caller.customerId, body), { status: 201 }),
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";
