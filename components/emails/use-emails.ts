"use client";

import useSWR from "swr";
import { fetchJson } from "@/components/http/fetch-json";
import { usePrefetched } from "@/components/http/live-data";
import type { EmailDetail, EmailPage, EmailSummary } from "@/lib/contracts/email";
import { emailPath, emailsPath, type PageQuery } from "./paths";

/** While something is on its way. */
const REFRESH_MS = 5000;
/** The newest emails, for those that somebody else sends. Older pages are refreshed when the reader comes back to them. */
const NEWEST_REFRESH_MS = 15_000;
/** What readers do with an email comes later, if it comes. */
const SLOW_REFRESH_MS = 30_000;
/** Within this time most mail is delivered, or not; and not every deployment hears of it. */
const FRESH_MS = 10 * 60_000;

export function useEmails(query: PageQuery) {
  const fallbackData = usePrefetched<EmailPage>(emailsPath(query));
  return useSWR(emailsPath(query), (path) => fetchJson<EmailPage>(path), {
    fallbackData,
    refreshInterval: (page?: EmailPage) =>
      page?.data.some(isOnItsWay) ? REFRESH_MS : query.cursor ? 0 : NEWEST_REFRESH_MS,
    // Another page's rows under this page's heading would be wrong, not stale.
    keepPreviousData: false,
    revalidateIfStale: true,
  });
}

export function useEmail(initial: EmailDetail) {
  return useSWR(emailPath(initial.id), (path) => fetchJson<EmailDetail>(path), {
    fallbackData: initial,
    refreshInterval: (email?: EmailDetail) => refreshInterval(email ?? initial),
  });
}

function refreshInterval(email: EmailDetail): number {
  // The credits of a sent email are captured a little later than it is sent.
  if (isOnItsWay(email) || isFresh(email) || (email.status === "sent" && email.payment === "held"))
    return REFRESH_MS;
  return email.status === "sent" || email.status === "scheduled" ? SLOW_REFRESH_MS : 0;
}

function isOnItsWay(email: EmailSummary): boolean {
  const { status, last_event } = email;
  if (status !== "sent") return status === "queued" || status === "sending";
  const isHeardOf = last_event !== null && last_event !== "sent" && last_event !== "delivery_delayed";
  return !isHeardOf && isFresh(email);
}

function isFresh({ sent_at }: EmailSummary): boolean {
  return sent_at !== null && Date.now() - new Date(sent_at).getTime() < FRESH_MS;
}
