import "server-only";
import { perProcess } from "../per-process";

/** A transaction that writes a message is committed by then; if it takes longer, the engine's next look finds it. */
const COMMITTED_AFTER_MS = 50;

interface Waker {
  wake: (() => void) | null;
  isArmed: boolean;
}
const waker = () => perProcess<Waker>("outgoing-waker", () => ({ wake: null, isArmed: false }));

/** Says what is to be done when messages were written in this process. The engine is the one who asks. */
export function onMessagesWritten(wake: () => void): void {
  waker().wake = wake;
}

/** Messages were written by a transaction that ends in a moment. Only a hint: a commit that fails wakes in vain. */
export function announceMessages(): void {
  const shared = waker();
  if (shared.isArmed) return;
  shared.isArmed = true;
  setTimeout(() => {
    shared.isArmed = false;
    shared.wake?.();
  }, COMMITTED_AFTER_MS).unref();
}
