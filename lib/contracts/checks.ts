import { z } from "zod";
import { healthSchema } from "./health";

/** One thing that a working deployment needs. `skipped`: it could not be told, or there is nothing to check. */
export const checkSchema = z.strictObject({
  name: z.string(),
  state: z.enum(["ok", "failed", "skipped"]),
  /** What was found. */
  text: z.string(),
  /** What to do about it. */
  fix: z.string().optional(),
});
export type Check = z.infer<typeof checkSchema>;

/**
 * Answer of `GET /api/health` to the operator: what everybody sees, and all checks of `npm run doctor`. `health` is null
 * while the database is away.
 */
export const healthDetailsSchema = z.strictObject({
  status: z.enum(["up", "degraded", "down"]),
  health: healthSchema.nullable(),
  failed: z.number().int().nonnegative(),
  checks: z.array(checkSchema),
  checked_at: z.iso.datetime(),
});
export type HealthDetails = z.infer<typeof healthDetailsSchema>;
