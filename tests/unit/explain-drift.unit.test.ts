import { describe, expect, it } from "vitest";
import type { LedgerRow } from "@/lib/dodo/history";
import { type DriftInput, explainDrift } from "@/lib/operator/explain-drift";

const id = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
const row = (credits: number, extra: Partial<LedgerRow> = {}): LedgerRow => ({
  id: `cdl_${Math.random()}`,
  amount: Math.abs(credits),
  is_credit: credits > 0,
  balance_after: 0,
  transaction_type: "manual_adjustment",
  created_at: "2026-01-01T00:00:00.000Z",
  ...extra,
});
const capture = (number: number, credits: number) =>
  row(-credits, { metadata: { mailkit_capture_id: id(number) } });
const adjustment = (number: number, credits: number) =>
  row(credits, { metadata: { mailkit_adjustment_id: id(number) } });
const bought = row(5_000, { transaction_type: "credit_added", reference_type: "payment" });

/** 5,000 bought, three emails sent and paid for in two captures, 50 given by hand. */
const sound: DriftInput = {
  entries: [adjustment(9, 50), capture(2, 2), capture(1, 1), bought],
  isComplete: true,
  captures: [
    { id: id(1), credits: -1, isSettled: true },
    { id: id(2), credits: -2, isSettled: true },
  ],
  adjustments: [{ id: id(9), credits: 50, isSettled: true }],
  paidCaptures: 3,
  paidEmails: 3,
  balance: 5_047,
  mirror: 5_047,
  held: 4,
  openEmails: 4,
};

describe("our sums and Dodo's", () => {
  it("have no drift when each entry has its like, whatever else Dodo did", () => {
    const expired = row(-100, { transaction_type: "credit_expired" });
    const byHand = row(-7);
    const result = explainDrift({
      ...sound,
      entries: [expired, byHand, ...sound.entries],
      balance: 4_940,
      mirror: 4_900,
    });
    expect(result).toMatchObject({ drift: 0, findings: [] });
    const labels = result.lines.map(({ label, dodo }) => [label, dodo]);
    expect(labels).toContainEqual(["Expired", -100]);
    expect(labels).toContainEqual(["Changed by somebody at Dodo", -7]);
    expect(labels).toContainEqual(["Bought, or granted by a plan", 5_000]);
  });

  it.each<[string, Partial<DriftInput>, number]>([
    [
      "a capture that Dodo does not have",
      { entries: [adjustment(9, 50), capture(1, 1), bought], balance: 5_049 },
      2,
    ],
    [
      "a debit that names a capture that is not here",
      { entries: [capture(3, 8), ...sound.entries], balance: 5_039 },
      8,
    ],
    [
      "another amount",
      { entries: [adjustment(9, 50), capture(2, 5), capture(1, 1), bought], balance: 5_044 },
      3,
    ],
    ["a capture that was made twice", { entries: [capture(1, 1), ...sound.entries], balance: 5_046 }, 1],
    ["an adjustment that is missing", { entries: sound.entries.slice(1), balance: 4_997 }, 50],
    ["holds that no email explains", { held: 9 }, 5],
    ["emails that were paid for by no capture", { paidEmails: 4 }, 1],
    ["a ledger that does not add up to the balance", { balance: 5_000 }, 47],
  ])("drift by %s", (_name, change, drift) => {
    expect(explainDrift({ ...sound, ...change }).drift).toBe(drift);
  });

  it("leave out what is under way, on either side", () => {
    const flying = { id: id(3), credits: -6, isSettled: false };
    const captures = [...sound.captures, flying];
    expect(explainDrift({ ...sound, captures }).drift).toBe(0);
    const entries = [capture(3, 6), ...sound.entries];
    expect(explainDrift({ ...sound, captures, entries, balance: 5_041 }).drift).toBe(0);
  });

  it("are not held against the balance when the ledger was not read to its beginning", () => {
    expect(explainDrift({ ...sound, isComplete: false, balance: 1 }).drift).toBe(0);
  });
});
