import "server-only";
import { coalesce } from "../coalesce";
import { perProcess } from "../per-process";
import { findEmails, isSettled, type Standing } from "./email-row";

/** Another instance may settle the email, and tells nobody here. */
const POLL_MS = 500;
const POLLED_AT_ONCE_MAX = 500;

type Wake = (standing: Standing) => void;
const waiting = () => perProcess("settled-waiters", () => new Map<string, Set<Wake>>());

/** Tells whoever waits for these emails in this process. */
export function announceSettled(emails: readonly Standing[]): void {
  for (const email of emails) for (const wake of waiting().get(email.id) ?? []) wake(email);
}

interface EmailRef {
  customerId: string;
  emailId: string;
}

/** All that wait ask together. */
const readStanding = coalesce<EmailRef, Standing | null>({
  max: POLLED_AT_ONCE_MAX,
  load: async (refs) => {
    const rows = new Map((await findEmails(refs)).map((row) => [row.id, row]));
    return refs.map(({ emailId }) => rows.get(emailId) ?? null);
  },
  mayBeOneKeysFault: () => false,
});

/** The email's standing as soon as it is settled; null if it is not within `timeoutMs`. */
export async function whenSettled(email: EmailRef, timeoutMs: number): Promise<Standing | null> {
  const deadline = Date.now() + timeoutMs;
  const announcement = listen(email.emailId);
  try {
    for (;;) {
      const leftMs = deadline - Date.now();
      const announced = await announcement.within(Math.min(POLL_MS, Math.max(0, leftMs)));
      if (announced) return announced;
      const standing = await readStanding(email);
      if (standing && isSettled(standing)) return standing;
      if (leftMs <= POLL_MS) return null;
    }
  } finally {
    announcement.stop();
  }
}

function listen(emailId: string) {
  let heard: Standing | null = null;
  let wakeUp = () => {};
  const wake: Wake = (standing) => {
    heard = standing;
    wakeUp();
  };
  const wakes = waiting().get(emailId) ?? new Set();
  waiting().set(emailId, wakes.add(wake));
  return {
    async within(ms: number): Promise<Standing | null> {
      if (!heard)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wakeUp = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      return heard;
    },
    stop(): void {
      wakes.delete(wake);
      if (wakes.size === 0) waiting().delete(emailId);
    },
  };
}
