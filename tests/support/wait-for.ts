const POLL_MS = 50;

/**
 * Asks until `condition` gives something true, and returns it. A condition that throws is asked again; its last error
 * explains a timeout. Tests wait with this and never for a fixed time.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { timeoutMs = 10_000, what }: { timeoutMs?: number; what: string },
): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    let trouble: unknown;
    try {
      const result = await condition();
      if (result) return result;
    } catch (error) {
      trouble = error;
    }
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms for ${what}`, { cause: trouble });
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
