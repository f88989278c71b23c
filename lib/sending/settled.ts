import "server-only";
import type { Clock } from "../clock";
import type { EmailRef } from "../resend/tags";
import { isSettled, type Standing } from "./email-row";
import type { Memory } from "./memory";
import type { Ports } from "./ports";

/** Another instance may settle the email, and tells nobody here. */
const POLL_MS = 500;

/** Tells whoever waits for these emails in this process. */
export function announceSettled({ settledWaiters }: Memory, emails: readonly Standing[]): void {
  for (const email of emails) for (const wake of settledWaiters.get(email.id) ?? []) wake(email);
}

/** The email's standing as soon as it is settled; null if it is not within `timeoutMs`. */
export async function whenSettled(
  { sending, clock, memory }: Ports,
  email: EmailRef,
  timeoutMs: number,
): Promise<Standing | null> {
  const deadline = clock.nowMs() + timeoutMs;
  const announcement = listen(memory, email.emailId);
  try {
    for (;;) {
      const leftMs = deadline - clock.nowMs();
      const announced = await announcement.within(Math.min(POLL_MS, Math.max(0, leftMs)), clock);
      if (announced) return announced;
      const standing = await sending.readStanding(email);
      if (standing && isSettled(standing)) return standing;
      if (leftMs <= POLL_MS) return null;
    }
  } finally {
    announcement.stop();
  }
}

function listen({ settledWaiters }: Memory, emailId: string) {
  let heard: Standing | null = null;
  let wakeUp = () => {};
  const wake = (standing: Standing) => {
    heard = standing;
    wakeUp();
  };
  const wakes = settledWaiters.get(emailId) ?? new Set();
  settledWaiters.set(emailId, wakes.add(wake));
  return {
    async within(ms: number, clock: Clock): Promise<Standing | null> {
      if (!heard)
        await new Promise<void>((resolve) => {
          const callOff = clock.after(ms, resolve);
          wakeUp = () => {
            callOff();
            resolve();
          };
        });
      return heard;
    },
    stop(): void {
      wakes.delete(wake);
      if (wakes.size === 0) settledWaiters.delete(emailId);
    },
  };
}
