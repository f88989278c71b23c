const RETRY_MS = 2_000;

/**
 * Loads code that a page can do without for a while. Where it can't be had (the network or MailKit is away) it is tried
 * again until it can: what waits for it comes late rather than never.
 */
export async function loadLater<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
