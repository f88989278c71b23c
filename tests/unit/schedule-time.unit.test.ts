import { describe, expect, it } from "vitest";
import { parseScheduledAt } from "@/lib/sending/schedule-time";

/** A Monday. */
const NOW = new Date("2026-11-23T12:00:00.000Z");

describe("a time to send at", () => {
  it.each([
    ["2026-11-24T09:30:00Z", "2026-11-24T09:30:00.000Z"],
    ["2026-11-24T09:30:00.250+02:00", "2026-11-24T07:30:00.250Z"],
    ["2026-11-24T09:30:00+0200", "2026-11-24T07:30:00.000Z"],
    ["2026-11-24 09:30:00", "2026-11-24T09:30:00.000Z"],
    ["2026-11-24", "2026-11-24T00:00:00.000Z"],
    ["in 1 min", "2026-11-23T12:01:00.000Z"],
    ["in an hour", "2026-11-23T13:00:00.000Z"],
    ["tomorrow at 9am", "2026-11-24T09:00:00.000Z"],
    ["Friday at 3pm ET", "2026-11-27T20:00:00.000Z"],
  ])("%s is %s", (text, expected) => {
    expect(parseScheduledAt(text, NOW).toISOString()).toBe(expected);
  });

  it.each([
    ["2026-11-22T12:00:00Z", "past"],
    ["yesterday", "past"],
    ["2026-12-24T12:00:01Z", "30 days"],
    ["in 31 days", "30 days"],
    ["soon", "Write a time"],
    ["2026-13-01T00:00:00Z", "Write a time"],
    ["invoice for tomorrow", "Write a time"],
    ["tomorrow or on Friday", "Write a time"],
  ])("%s is refused, and it is said why", (text, reason) => {
    expect(() => parseScheduledAt(text, NOW)).toThrow(reason);
  });
});
