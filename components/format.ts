/** Screens are in English, so numbers are too; the server and the browser must write the same text. */
const LOCALE = "en-US";

const counts = new Intl.NumberFormat(LOCALE);

export function formatCount(count: number): string {
  return counts.format(count);
}

/** `1 credit`, `2 credits`, `5,000 credits`. */
export function formatCounted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** An amount in the smallest unit of its currency (US cents), without the cents when there are none. */
export function formatPrice(priceMinor: number, currency: string): string {
  const style = { style: "currency", currency } as const;
  const digits = new Intl.NumberFormat(LOCALE, style).resolvedOptions().maximumFractionDigits ?? 2;
  const price = priceMinor / 10 ** digits;
  return new Intl.NumberFormat(LOCALE, {
    ...style,
    minimumFractionDigits: Number.isInteger(price) ? 0 : digits,
  }).format(price);
}

/** How a moment is written: `clock` 14:05, `date` Dec 3, 2026, `full` both with seconds and the zone. */
export type TimeStyle = "clock" | "date" | "full";

const timeStyles: Record<TimeStyle, Intl.DateTimeFormatOptions> = {
  clock: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  date: { year: "numeric", month: "short", day: "numeric" },
  full: {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  },
};

/** `timeZone` undefined means the reader's own. */
export function formatTime(iso: string, style: TimeStyle, timeZone?: string): string {
  return new Intl.DateTimeFormat(LOCALE, { ...timeStyles[style], timeZone }).format(new Date(iso));
}

/** `just now`, `4 min ago`, `3 h ago`, `2 days ago`, then the date. */
export function formatRelative(iso: string, nowMs: number): string {
  const seconds = Math.max(0, (nowMs - new Date(iso).getTime()) / 1000);
  if (seconds < 45) return "just now";
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h ago`;
  if (seconds < 7 * 86_400) return `${formatCounted(Math.round(seconds / 86_400), "day")} ago`;
  return formatTime(iso, "date");
}

/** `512 B`, `1.5 kB`, `40 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${formatCount(Math.round(bytes))} B`;
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1000, "kB"] : [bytes / 1_000_000, "MB"];
  return `${size.toLocaleString(LOCALE, { maximumFractionDigits: 1 })} ${unit}`;
}
