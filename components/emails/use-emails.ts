"use client";

import useSWR from "swr";
import { fetchJson } from "@/components/http/fetch-json";
import { usePrefetched } from "@/components/http/live-data";
import {
  type EmailDetail,
  type EmailPage,
  type EmailStatus,
  emailDetailSchema,
  emailPageSchema,
} from "@/lib/contracts/email";
import { emailPath, emailsPath, type PageQuery } from "./paths";

/** While something is on its way. A list at rest is refreshed when the reader comes back to it. */
const REFRESH_MS = 5000;

export function useEmails(query: PageQuery) {
  const fallbackData = usePrefetched<EmailPage>(emailsPath(query));
  return useSWR(emailsPath(query), (path) => fetchJson(path, emailPageSchema), {
    fallbackData,
    refreshInterval: (page?: EmailPage) =>
      page?.data.some(({ status }) => isOnItsWay(status)) ? REFRESH_MS : 0,
    // Another page's rows under this page's heading would be wrong, not stale.
    keepPreviousData: false,
    revalidateIfStale: true,
  });
}

export function useEmail(initial: EmailDetail) {
  return useSWR(emailPath(initial.id), (path) => fetchJson(path, emailDetailSchema), {
    fallbackData: initial,
    refreshInterval: (email?: EmailDetail) => (isSettled(email ?? initial) ? 0 : REFRESH_MS),
  });
}

function isOnItsWay(status: EmailStatus): boolean {
  return status === "queued" || status === "sending";
}

/** The credits of a sent email are captured a little later than it is sent. */
function isSettled({ status, payment }: EmailDetail): boolean {
  return !isOnItsWay(status) && !(status === "sent" && payment === "held");
}
