import type { CallCount, Provider } from "./entities";
import type { Store } from "./store";

const idLike = /^(?:[a-z]{2,4}_[0-9A-Za-z]{10,}|[0-9a-f]{8}-[0-9a-f-]{27})$/;

/** `/customers/cus_0Nk…` becomes `/customers/:id`, so that calls of one kind are counted together. */
function routeOf(path: string): string {
  return path
    .split("/")
    .map((segment) => (idLike.test(segment) ? ":id" : segment))
    .join("/");
}

/** Counts what was called since the start or the last reset. Kept in memory only: it describes this run. */
export class Calls {
  private readonly counts = { dodo: new Map<string, CallCount>(), resend: new Map<string, CallCount>() };

  constructor(private readonly store: Store) {}

  record(provider: Provider, method: string, path: string, status: number): void {
    const route = routeOf(path);
    const key = `${method} ${route} ${status}`;
    const seen = this.counts[provider].get(key);
    if (seen) seen.count += 1;
    else this.counts[provider].set(key, { method, route, status, count: 1 });
  }

  /** A path that the sandbox does not have. Kept for good, because it means that the sandbox must learn it. */
  recordUnknown(provider: Provider, method: string, path: string): void {
    const key = `${provider} ${method} ${path}`;
    const count = (this.store.unknownPaths.get(key)?.count ?? 0) + 1;
    this.store.unknownPaths.put(key, { at: new Date().toISOString(), provider, method, path, count });
  }

  list(provider: Provider): CallCount[] {
    return [...this.counts[provider].values()];
  }

  reset(): void {
    this.counts.dodo.clear();
    this.counts.resend.clear();
  }
}
