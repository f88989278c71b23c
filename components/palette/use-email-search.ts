"use client";

import { useEffect, useState } from "react";
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
/** Whoever types on is not asked for in between. */
const TYPING_PAUSE_MS = 150;

interface EmailSearch {
  emails: readonly EmailSummary[];
  isLoading: boolean;
  hasFailed: boolean;
}

/**
 * Emails that fit a query: the one with this id; or recent ones with it anywhere in their recipients and subjects, and
 * after them any that the list's own search finds.
 */
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
  const searched = useLater(isAsked ? text : null);
  const found = useSWR(
    isAsked && searched && emailsPath({ limit: SHOWN_MAX, cursor: null, filter: { search: searched } }),
    (path) => fetchJson<EmailPage>(path),
    { ...quiet, keepPreviousData: true },
  );
  // A key of its own: what is not there is an answer here, and must not end up in the cache of the email's page.
  const exact = useSWR(id && `email by id ${id}`, () => findEmail(id ?? ""), {
    ...quiet,
    keepPreviousData: false,
  });
  const fitting = (recent.data?.data ?? []).filter(
    (email) => rank(email.subject, text, email.to) > 0 || email.id.startsWith(text),
  );
  const isSearching = searched !== text || found.isLoading;
  const older = isSearching ? [] : (found.data?.data ?? []);
  return {
    emails: id ? (exact.data ? [exact.data] : []) : isAsked ? firstOf([...fitting, ...older]) : [],
    isLoading: (isAsked && (recent.isLoading || isSearching)) || (id !== null && exact.isLoading),
    hasFailed:
      (isAsked && (recent.error ?? found.error) !== undefined) || (id !== null && exact.error !== undefined),
  };
}

/** The first few, each once. */
function firstOf(emails: readonly EmailSummary[]): EmailSummary[] {
  return [...new Map(emails.map((email) => [email.id, email])).values()].slice(0, SHOWN_MAX);
}

/** A value as it was when it last rested. */
function useLater<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

async function findEmail(id: string): Promise<EmailSummary | null> {
  try {
    return await fetchJson<EmailDetail>(emailPath(id));
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === "not_found") return null;
    throw error;
  }
}
