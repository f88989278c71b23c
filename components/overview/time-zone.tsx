"use client";

import { createContext, type ReactNode, use, useEffect, useSyncExternalStore } from "react";
import { TIME_ZONE_COOKIE } from "@/lib/contracts/cookies";

const YEAR_SECONDS = 365 * 24 * 60 * 60;
const RememberedContext = createContext("UTC");
const never = () => () => {};
const ofBrowser = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

interface TimeZoneProps {
  /** What the browser said the last time, which the server has rendered with. */
  remembered: string;
  children: ReactNode;
}

/** Tells the parts within in which time zone the reader is, and the next page's server as well. */
export function TimeZone({ remembered, children }: TimeZoneProps) {
  useEffect(() => {
    const zone = ofBrowser();
    if (zone === remembered) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
    document.cookie = `${TIME_ZONE_COOKIE}=${encodeURIComponent(zone)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  }, [remembered]);
  return <RememberedContext value={remembered}>{children}</RememberedContext>;
}

/** The reader's time zone. The first render has the remembered one, the same on both sides. */
export function useTimeZone(): string {
  const remembered = use(RememberedContext);
  return useSyncExternalStore(never, ofBrowser, () => remembered);
}
