import { operatorActionSchema } from "@/lib/contracts/operator";
import { route } from "@/lib/http/route";
import { perform } from "@/lib/operator";

/** Everything that an operator changes. For everybody else there is no such route. */
export const POST = route({ auth: "operator", body: operatorActionSchema }, async ({ viewer, body }) =>
  perform(viewer, body),
);

export {
  noSuchMethod as DELETE,
  noSuchMethod as GET,
  noSuchMethod as HEAD,
  noSuchMethod as OPTIONS,
  noSuchMethod as PATCH,
  noSuchMethod as PUT,
} from "@/lib/http/for-operators-only";
