"use client";

import useSWR from "swr";
import { emailPath, emailsPath } from "@/components/emails/paths";
import { fetchJson, ProblemError } from "@/components/http/fetch-json";
import type { EmailDetail, EmailPage, EmailSummary } from "@/lib/contracts/email";
import { isUuid } from "@/lib/contracts/uuid";
import { rank } from "./rank";

/** The most that a page of the list has. */
const RECENT_MAX = 100;
const SHOWN_MAX = 6;
const CHARS_MIN = 2;

interface EmailSearch {
  emails: readonly EmailSummary[];
  isLoading: boolean;
  hasFailed: boolean;
}

/** Emails that fit a query: the one with this id, or recent ones by their recipients and subjects. */
export function useEmailSearch(query: string): EmailSearch {
  const text = query.trim().toLowerCase();
  const id = isUuid(text) ? text : null;
  const isAsked = id === null && text.length >= CHARS_MIN;
  const quiet = { shouldRetryOnError: false, revalidateOnFocus: false } as const;
  const recent = useSWR(
    isAsked ? emailsPath({ limit: RECENT_MAX, cursor: null }) : null,
    (path) => fetchJson<EmailPage>(path),
    { ...quiet, revalidateIfStale: true },
  );
  // A key of its own: what is not there is an answer here, and must not end up in the cache of the email's page.
  const exact = useSWR(id && `email by id ${id}`, () => findEmail(id ?? ""), {
    ...quiet,
    keepPreviousData: false,
  });
  const fitting = (recent.data?.data ?? []).filter(
    (email) => rank(email.subject, text, email.to) > 0 || email.id.startsWith(text),
  );
  return {
    emails: id ? (exact.data ? [exact.data] : []) : isAsked ? fitting.slice(0, SHOWN_MAX) : [],
    isLoading: (isAsked && recent.isLoading) || (id !== null && exact.isLoading),
    hasFailed: (isAsked && recent.error !== undefined) || (id !== null && exact.error !== undefined),
  };
}

async function findEmail(id: string): Promise<EmailSummary | null> {
  try {
    return await fetchJson<EmailDetail>(emailPath(id));
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === "not_found") return null;
    throw error;
  }
}
