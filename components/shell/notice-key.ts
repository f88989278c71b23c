import type { SendingNotice } from "@/lib/contracts/sending-notice";

/** The same for two notices that say the same. What is left of a day is not in their words, and changes all the time. */
export function noticeKey(notice: SendingNotice | null): string {
  return notice
    ? `${notice.kind} ${notice.is_accepting} ${notice.daily_credits} ${notice.reason}`
    : "nothing";
}
