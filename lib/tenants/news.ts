import "server-only";
import { z } from "zod";
import type { SendingControl } from "../db/schema/operator";

const pausedBySchema = z.enum(["operator", "bounces", "complaints", "dispute"]);
/** Why a customer was paused. */
export type PausedBy = z.infer<typeof pausedBySchema>;

/** Something that bounds a customer's sending from now on, and did not before. */
type NewBound =
  | { kind: "paused"; by: PausedBy; reason: string }
  | { kind: "slowed"; reason: string; dailyCredits: number }
  | { kind: "limited"; dailyCredits: number };

/** That, or the end of a pause, with the daily limit that is left. */
export type SendingNews = NewBound | { kind: "resumed"; dailyCredits: number | null };

/**
 * What a customer is to be told of a change of their controls; null if it bounds them no more than before. A pause is news
 * once, whatever is said of it later, and so are its end, and a limit of an operator's that is lower than what held. Pure.
 */
export function sendingNews(before: SendingControl, after: SendingControl): SendingNews | null {
  if (after.pausedAt !== null)
    return before.pausedAt === null
      ? { kind: "paused", by: pausedBySchema.parse(after.pausedBy), reason: after.pausedReason ?? "" }
      : null;
  const cap = after.quotaCap;
  if (before.pausedAt !== null) return { kind: "resumed", dailyCredits: cap };
  if (cap === null) return null;
  if (after.slowedAt !== null && before.slowedAt === null)
    return { kind: "slowed", reason: after.slowedReason ?? "", dailyCredits: cap };
  const isSet = after.dailyCredits !== null && after.dailyCredits !== before.dailyCredits;
  const isLower = before.quotaCap === null || cap < before.quotaCap;
  return isSet && isLower ? { kind: "limited", dailyCredits: cap } : null;
}
