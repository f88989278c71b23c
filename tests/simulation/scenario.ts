import type { AppError } from "@/lib/errors";
import type { SendAnswer } from "@/lib/sending/send";
import type { Faults } from "./model-providers";

/** One life of MailKit, from the first send to the moment when all is settled. Made by fast-check, and shrunk by it. */
export interface Scenario {
  seed: number;
  instances: number;
  /** Credits that each customer starts with. */
  balances: number[];
  sends: PlannedSend[];
  topUps: { customer: number; atMs: number; credits: number; isAnnounced: boolean }[];
  /** Credits taken away at Dodo behind our back. */
  removals: { customer: number; atMs: number; credits: number }[];
  crashes: { instance: number; atMs: number; downMs: number }[];
  stalls: { instance: number; atMs: number; forMs: number }[];
  outages: { of: "resend" | "dodo" | "resendKey"; atMs: number; forMs: number }[];
  faults: Pick<
    Faults,
    "lost" | "answerLost" | "late" | "twice" | "refused" | "duplicateKey" | "debitChecksFirst"
  >;
  databaseFaults: number;
  /** How far the clocks of the instances are off. */
  skewMs: number;
}

export interface PlannedSend {
  customer: number;
  atMs: number;
  recipients: number;
  /** Callers with the same key and customer send the same email. */
  key: number | null;
  kind: "good" | "refused" | "divides";
  respondAsync: boolean;
  /** How often the caller tries again after an error or no answer. */
  retries: number;
}

/** What a caller saw. */
export interface History {
  customerId: string;
  key: string | null;
  answers: (SendAnswer | AppError | "no answer")[];
}
