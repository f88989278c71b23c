import "server-only";
import { z } from "zod";
import { validate } from "./body";

const listSchema = z
  .object({
    limit: z.coerce
      .number("Give a number from 1 to 100.")
      .int("Give a number from 1 to 100.")
      .min(1, "Give a number from 1 to 100.")
      .max(100, "Give a number from 1 to 100.")
      .default(20),
    after: z.uuid("Give the `id` of the last entry that you have.").optional(),
    before: z.uuid("Give the `id` of the first entry that you have.").optional(),
  })
  .refine(({ after, before }) => after === undefined || before === undefined, {
    path: ["before"],
    error: "Give either `after` or `before`, not both.",
  });
export type ListParams = z.infer<typeof listSchema>;

/** `limit`, `after` and `before` of a list of the API. Empty ones count as left out. Throws InvalidInput. */
export function listParams(query: URLSearchParams): ListParams {
  const given = (name: string) => query.get(name) || undefined;
  return validate(listSchema, { limit: given("limit"), after: given("after"), before: given("before") });
}
