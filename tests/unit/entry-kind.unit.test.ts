import { expect, it } from "vitest";
import { captureOf, entryKind } from "@/lib/credits/entry-kind";
import type { LedgerRow } from "@/lib/dodo/history";

const CAPTURE = "01900000-0000-7000-8000-000000000001";
const row = (change: Partial<LedgerRow>): LedgerRow => ({
  id: "cdl_1",
  amount: 5_000,
  is_credit: true,
  balance_after: 5_000,
  transaction_type: "credit_added",
  created_at: "2026-03-31T10:00:00.000Z",
  ...change,
});
const ofPlan = { reference_type: "subscription", reference_id: "sub_1" };
const capture = { is_credit: false, metadata: { mailkit_capture_id: CAPTURE } };

it.each([
  ["the first credits of a plan", { ...ofPlan, created_at: "2026-02-28T10:00:05.000Z" }, "plan_started"],
  ["those of a later cycle", ofPlan, "plan_renewed"],
  ["those of a plan that is not known yet", { ...ofPlan, reference_id: "sub_2" }, "plan_renewed"],
  ["a pack", { reference_type: "payment", reference_id: "pay_1" }, "bought"],
  ["credits given through the API", { reference_type: "api" }, "adjusted"],
  ["credits given by hand", { transaction_type: "manual_adjustment" }, "adjusted"],
  ["a debit by hand", { transaction_type: "manual_adjustment", is_credit: false }, "adjusted"],
  ["our debit, in Dodo's one word", { ...capture, transaction_type: "manual_adjustment" }, "sent"],
  ["our debit, in Dodo's other word", { ...capture, transaction_type: "credit_deducted" }, "sent"],
  ["what expired", { transaction_type: "credit_expired", is_credit: false }, "expired"],
  ["what Dodo invents one day", { transaction_type: "credit_teleported" }, "other"],
] as const)("%s is called what it is", (_label, change, kind) => {
  const planStarts = new Map([["sub_1", new Date("2026-02-28T10:00:00Z")]]);
  expect(entryKind(row(change), planStarts)).toBe(kind);
});

it("only a debit with an id of ours is a capture", () => {
  expect(captureOf(row(capture))).toBe(CAPTURE);
  expect(captureOf(row({ ...capture, is_credit: true }))).toBeNull();
  expect(captureOf(row({ is_credit: false, metadata: { mailkit_capture_id: "7" } }))).toBeNull();
  expect(captureOf(row({ is_credit: false, metadata: null }))).toBeNull();
});
