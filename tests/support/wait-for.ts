/** Asked again soon, and less and less often: a condition is a request to the app, or several, which have work to do. */
const POLL_MS = { first: 25, last: 250, growth: 1.5 };

/**
 * Asks until `condition` gives something true, and returns it. A condition that throws is asked again; its last error
 * explains a timeout. Tests wait with this and never for a fixed time.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { timeoutMs = 10_000, what }: { timeoutMs?: number; what: string },
): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeoutMs;
  for (let pollMs = POLL_MS.first; ; pollMs = Math.min(pollMs * POLL_MS.growth, POLL_MS.last)) {
    let trouble: unknown;
    try {
      const result = await condition();
      if (result) return result;
    } catch (error) {
      trouble = error;
    }
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms for ${what}`, { cause: trouble });
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
