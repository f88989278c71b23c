import "server-only";
import { type ListParams, listParamsSchema } from "../contracts/resend/list-params";
import { validate } from "./body";

/** `limit`, `after` and `before` of a list of the API. Empty ones count as left out. Throws InvalidInput. */
export function listParams(query: URLSearchParams): ListParams {
  const given = (name: string) => query.get(name) || undefined;
  return validate(listParamsSchema, {
    limit: given("limit"),
    after: given("after"),
    before: given("before"),
  });
}
