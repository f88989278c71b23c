import "server-only";
import type { CreditStatus } from "../contracts/credits";
import { levelOf, type Standing } from "./alert-ladder";

/** What the customer should be told about these numbers, in short. Pure. */
export function creditStatus(standing: Standing): CreditStatus {
  const level = levelOf(standing);
  if (level === "empty") return "empty";
  if (level !== "none") return "low";
  return standing.available <= 0 ? "none" : "ok";
}
