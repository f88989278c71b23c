import { z } from "zod";
import { isStorable } from "@/lib/contracts/address";
import { addSuppressionSchema, suppressionOriginSchema } from "@/lib/contracts/suppression";
import { validate } from "@/lib/http/body";
import { listParams } from "@/lib/http/list-params";
import { route } from "@/lib/http/route";
import { addToSuppressions, getSuppressions } from "@/lib/suppressions";

/** The longest address. */
const SEARCH_CHARS_MAX = 254;
const filterSchema = z.object({
  origin: suppressionOriginSchema.optional(),
  search: z.string().max(SEARCH_CHARS_MAX).refine(isStorable, "Must not contain U+0000.").optional(),
});

/** The list, newest first: `?limit=`, `?after=` or `?before=` an id, `?origin=`, and `?search=` for how an address begins. */
export const GET = route({ auth: "either", errors: "resend" }, async ({ caller, query }) => {
  const filter = { origin: query.get("origin") || undefined, search: query.get("search") || undefined };
  return getSuppressions(caller.customerId, { ...listParams(query), ...validate(filterSchema, filter) });
});

/** Adds an address. */
export const POST = route(
  { auth: "either", errors: "resend", body: addSuppressionSchema },
  async ({ caller, body }) => {
    const [added] = await addToSuppressions(caller.customerId, [body.email]);
    return Response.json(added, { status: 201 });
  },
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";
