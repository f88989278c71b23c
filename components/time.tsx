"use client";

import { useEffect, useState } from "react";
import { formatRelative, formatTime, type TimeStyle } from "./format";
import { useAlive } from "./use-alive";

/** Relative texts are exact to the minute, so half of that is often enough. */
const TICK_MS = 30_000;

interface TimeProps {
  iso: string;
  style: TimeStyle | "relative";
}

/**
 * A moment in the reader's time zone. The server does not know that zone, so the first render is in UTC, the same
 * on both sides, and the browser's own follows right after hydration.
 */
export function Time({ iso, style }: TimeProps) {
  const isBrowser = useAlive();
  const timeZone = isBrowser ? undefined : "UTC";
  return (
    <time dateTime={iso} title={formatTime(iso, "full", timeZone)}>
      {style !== "relative" ? (
        formatTime(iso, style, timeZone)
      ) : isBrowser ? (
        <Relative iso={iso} />
      ) : (
        formatTime(iso, "date", timeZone)
      )}
    </time>
  );
}

function Relative({ iso }: { iso: string }) {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return formatRelative(iso, Math.max(nowMs, new Date(iso).getTime()));
}
