"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useCredits } from "@/components/credits/use-credits";
import { noticeKey } from "./notice-key";

/**
 * Has the server draw the notice above the page anew when the live balance says something else than `shown`: a layout stays as
 * it is on the way from one page to another. Once for each change, so two that disagree for good do no harm.
 */
export function NoticeRefresh({ shown }: { shown: string }) {
  const router = useRouter();
  const { credits } = useCredits();
  const live = credits && noticeKey(credits.sending);
  useEffect(() => {
    if (live !== undefined && live !== shown) router.refresh();
  }, [live, shown, router]);
  return null;
}
