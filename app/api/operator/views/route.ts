import { viewCookie } from "@/lib/auth/view-as";
import { beginViewSchema, type ViewBegun } from "@/lib/contracts/operator";
import { route } from "@/lib/http/route";
import { startView, stopViews } from "@/lib/operator";

/** Begins looking at a customer's dashboard. */
export const POST = route({ auth: "operator", body: beginViewSchema }, async ({ viewer, body }) => {
  const { id, endsAt } = await startView(viewer, { customerId: body.customer_id, note: body.note });
  const answer: ViewBegun = { ends_at: endsAt.toISOString() };
  return Response.json(answer, { status: 201, headers: { "Set-Cookie": viewCookie(id) } });
});

/** Ends it. */
export const DELETE = route({ auth: "operator" }, async ({ viewer }) => {
  await stopViews(viewer);
  return Response.json({ ended: true }, { headers: { "Set-Cookie": viewCookie("") } });
});

export {
  noSuchMethod as GET,
  noSuchMethod as HEAD,
  noSuchMethod as OPTIONS,
  noSuchMethod as PATCH,
  noSuchMethod as PUT,
} from "@/lib/http/for-operators-only";
