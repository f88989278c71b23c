import "server-only";

/** New grants are looked at for the first time when nobody waits for Dodo because of them any more. */
export const EXPIRY_LOOK_AFTER_MS = 10 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** So many days before credits expire the customer is told. */
const STEPS_DAYS = [7, 1] as const;

/** A grant that still has credits. */
export interface ExpiringGrant {
  id: string;
  remaining: number;
  expiresAt: Date | null;
}

/** Something to be told of, once. */
export interface ExpiryNotice {
  /** Names it among all that this customer is told of. */
  what: string;
  days: (typeof STEPS_DAYS)[number];
  credits: number;
  expiresAt: Date;
}

/**
 * What is to be told of grants at this moment: of each the step that it is in. A step that nobody looked in is left out, so
 * that a customer who was away is told the nearest date only. Pure.
 */
export function expiryNotices(grants: readonly ExpiringGrant[], now: Date): ExpiryNotice[] {
  return grants.flatMap(({ id, remaining, expiresAt }) => {
    const leftMs = leftMsOf(expiresAt, now);
    const days = STEPS_DAYS.filter((step) => leftMs <= step * DAY_MS).at(-1);
    if (expiresAt === null || days === undefined || leftMs <= 0 || remaining <= 0) return [];
    return [{ what: `expiry ${days} ${id}`, days, credits: remaining, expiresAt }];
  });
}

/** When there is something new to tell of these grants, if nothing happens to them; null: never. Pure. */
export function nextExpiryLook(grants: readonly ExpiringGrant[], now: Date): Date | null {
  const moments = grants.flatMap(({ expiresAt }) => {
    const leftMs = leftMsOf(expiresAt, now);
    const step = STEPS_DAYS.find((days) => leftMs > days * DAY_MS);
    return expiresAt === null || step === undefined ? [] : [expiresAt.getTime() - step * DAY_MS];
  });
  return moments.length === 0 ? null : new Date(Math.min(...moments));
}

const leftMsOf = (expiresAt: Date | null, now: Date) =>
  expiresAt === null ? Number.POSITIVE_INFINITY : expiresAt.getTime() - now.getTime();
