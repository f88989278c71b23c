import { z } from "zod";
import { parseAddress } from "./address";
import { IMPORT_BYTES_MAX } from "./import-limits";

/** Why an address is on the list. */
export const suppressionOriginSchema = z.enum(["bounce", "complaint", "manual"]);
export type SuppressionOrigin = z.infer<typeof suppressionOriginSchema>;

/** One address that a customer's emails no longer go to. */
export const suppressionEntrySchema = z.object({
  id: z.uuid(),
  email: z.string(),
  origin: suppressionOriginSchema,
  /** The email that bounced or was complained of; null for an address that was added by hand. */
  source_id: z.uuid().nullable(),
  created_at: z.iso.datetime(),
});
export type SuppressionEntry = z.infer<typeof suppressionEntrySchema>;

/** Answer of `GET /suppressions/{id or address}`. */
export const suppressionSchema = suppressionEntrySchema.extend({ object: z.literal("suppression") });
export type Suppression = z.infer<typeof suppressionSchema>;

/** Answer of `GET /suppressions`, newest first. */
export const suppressionListSchema = z.object({
  object: z.literal("list"),
  has_more: z.boolean(),
  data: z.array(suppressionEntrySchema),
});
export type SuppressionList = z.infer<typeof suppressionListSchema>;

/** Answer of `POST /suppressions`, also for an address that is there already. */
export const suppressionAddedSchema = z.object({ object: z.literal("suppression"), id: z.uuid() });
export type SuppressionAdded = z.infer<typeof suppressionAddedSchema>;

/** Answer of `DELETE /suppressions/{id or address}`. */
export const suppressionRemovedSchema = suppressionAddedSchema.extend({ deleted: z.literal(true) });
export type SuppressionRemoved = z.infer<typeof suppressionRemovedSchema>;

const BATCH_MAX = 100;
const atMost = `At most ${BATCH_MAX} at once.`;

const listAddress = z
  .string({ error: "Give an email address." })
  .max(320, "An address with its name takes at most 320 characters.")
  .transform((text, context) => {
    const parsed = parseAddress(text);
    if (parsed) return parsed.address.toLowerCase();
    context.addIssue({ code: "custom", message: "Write an email address as `name@domain`." });
    return z.NEVER;
  });

/** Body of `POST /suppressions`. */
export const addSuppressionSchema = z.object({ email: listAddress });

/** Body of `POST /suppressions/batch/add`. */
export const addSuppressionsSchema = z.object({
  emails: z
    .array(listAddress, { error: "Give a list of addresses." })
    .min(1, "Give at least one.")
    .max(BATCH_MAX, atMost),
});

/** Body of `POST /suppressions/batch/remove`: one of the two lists. */
export const removeSuppressionsSchema = z
  .object({
    emails: z.array(listAddress).min(1, "Give at least one.").max(BATCH_MAX, atMost).nullish(),
    ids: z.array(z.uuid("This is no id.")).min(1, "Give at least one.").max(BATCH_MAX, atMost).nullish(),
  })
  .refine(({ emails, ids }) => (emails == null) !== (ids == null), {
    path: ["emails"],
    error: "Give either `emails` or `ids`.",
  });

/** Body of `POST /api/suppressions/import`: the text of a CSV file, or an address per line. */
export const importRequestSchema = z.strictObject({
  text: z
    .string({ error: "Give the text of the file." })
    .min(1, "There is nothing in it.")
    .max(IMPORT_BYTES_MAX, "At most 1 MB at a time. Split the file."),
});

/** Answer of the import. */
export const importReportSchema = z.object({
  added: z.number().int(),
  already_there: z.number().int(),
  invalid: z.number().int(),
  /** The first of the lines that are no address, by their number in the file. */
  invalid_lines: z.array(z.object({ line: z.number().int(), text: z.string() })),
});
export type ImportReport = z.infer<typeof importReportSchema>;
