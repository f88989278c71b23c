import { z } from "zod";

/** Where somebody is signed in. */
export const sessionInfoSchema = z.object({
  id: z.uuid(),
  /** Browser and system, as in "Firefox on Windows". */
  agent: z.string(),
  is_current: z.boolean(),
  created_at: z.string(),
  last_seen_at: z.string(),
});
export type SessionInfo = z.infer<typeof sessionInfoSchema>;

/** Answer of `GET /api/sessions`. */
export const sessionListSchema = z.object({ data: z.array(sessionInfoSchema) });
export type SessionList = z.infer<typeof sessionListSchema>;
