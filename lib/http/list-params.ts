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
    after: z.uuid("Give the id of an item of the list.").optional(),
    before: z.uuid("Give the id of an item of the list.").optional(),
  })
  .refine(({ after, before }) => after === undefined || before === undefined, {
    path: ["before"],
    message: "Give either `after` or `before`.",
  });

/** Which part of a list is asked for, as Resend's SDKs say it: next to an item, or its beginning. */
export type ListRequest = z.output<typeof listSchema>;

/** `limit`, `after` and `before` of a list in Resend's manner. Throws InvalidInput. */
export function listParams(query: URLSearchParams): ListRequest {
  const given = (name: string) => query.get(name) || undefined;
  return validate(listSchema, { limit: given("limit"), after: given("after"), before: given("before") });
}
