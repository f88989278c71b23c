import { type ComponentType, lazy } from "react";

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

/**
 * A component whose code comes when it is first rendered. It suspends until then, and needs a `Suspense` around it. What the
 * server must not draw is `dynamic` of Next with `ssr: false` instead.
 */
export function lazyPart<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await loadLater(load) }));
}
