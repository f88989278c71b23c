import { z } from "zod";

/** Which page of a list is asked for: behind the entry `after`, before the entry `before`, or the newest. */
export const listParamsSchema = z
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
export type ListParams = z.infer<typeof listParamsSchema>;
