import "server-only";
import type { BatchOutcome } from "../db/schema/emails";
import { AppError, InsufficientCredits, InvalidInput } from "../errors";
import type { Submission } from "./candidate";
import type { Message } from "./message";
import type { Ports } from "./ports";
import type { Resolved } from "./resolve";
import { type Submitted, submit } from "./submit";

/** In which way a batch fails: `strict` whole, `permissive` entry by entry. Resend's words. */
export type BatchMode = "strict" | "permissive";

/** A batch: its entries in order, each with what it became or what is wrong with it. */
export interface BatchCommand extends Omit<Submission, "messages" | "batchErrors"> {
  entries: readonly Resolved[];
  mode: BatchMode;
}

/** Each time fewer entries are tried; the balance may fall meanwhile, but not for ever. */
const TRIES_MAX = 3;

/**
 * Accepts a batch. Strict: all of it or nothing, credits included. Permissive: what is valid and what the credits
 * suffice for, in order. Throws what `submit` throws, and in strict mode the first entry's error.
 */
export async function sendBatch(ports: Ports, command: BatchCommand): Promise<Submitted> {
  const { entries, mode, ...submission } = command;
  const errors = entries.flatMap((entry, index) => (entry instanceof AppError ? [{ index, entry }] : []));
  const [first] = errors;
  if (first && (mode === "strict" || errors.length === entries.length))
    throw atIndex(first.entry, first.index);
  const valid = entries.flatMap((entry, index) =>
    entry instanceof AppError ? [] : [{ index, message: entry }],
  );
  const wrong = errors.map(({ index, entry }) => ({ index, message: storable(entry.message) }));
  return mode === "strict"
    ? submit(ports, { ...submission, messages: valid.map(({ message }) => message), batchErrors: [] })
    : submitWhatFits(ports, submission, valid, wrong);
}

/** A message may quote what was written, and the database's JSON can't hold everything that somebody may write. */
const storable = (text: string) => text.replace(/[\0\p{Surrogate}]/gu, "\ufffd");

interface Entry {
  index: number;
  message: Message;
}

async function submitWhatFits(
  ports: Ports,
  submission: Omit<Submission, "messages" | "batchErrors">,
  entries: readonly Entry[],
  errors: BatchOutcome["errors"],
): Promise<Submitted> {
  let tried = entries;
  for (let attempt = 1; ; attempt++) {
    const left = entries.filter((entry) => !tried.includes(entry));
    const unpaid = left.map(({ index }) => ({ index, message: "No email credits remaining." }));
    try {
      return await submit(ports, {
        ...submission,
        messages: tried.map(({ message }) => message),
        batchErrors: [...errors, ...unpaid].sort((a, b) => a.index - b.index),
      });
    } catch (error) {
      if (!(error instanceof InsufficientCredits) || attempt === TRIES_MAX) throw error;
      tried = affordable(tried, error.available);
      if (tried.length === 0) throw error;
    }
  }
}

/** The entries from the first on that the credits suffice for. */
function affordable(entries: readonly Entry[], available: number): Entry[] {
  let left = available;
  return entries.filter(({ message: { request } }) => {
    left -= request.to.length + request.cc.length + request.bcc.length;
    return left >= 0;
  });
}

/** Says which entry it is about. */
function atIndex(error: AppError, index: number): AppError {
  if (error instanceof InvalidInput)
    return new InvalidInput(
      error.issues.map(({ pointer, detail }) => ({ pointer: `/${index}${pointer}`, detail })),
      error.isMissing,
    );
  return new AppError(
    error.code,
    `Entry ${index}: ${error.message}`,
    { ...error.details, index },
    { cause: error },
  );
}
