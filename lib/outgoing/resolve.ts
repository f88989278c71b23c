import "server-only";
import { type LookupAddress, lookup as lookUpHere } from "node:dns";
import { Resolver } from "node:dns/promises";
import type { LookupFunction } from "node:net";

const TIMEOUT_MS = 2_000;
const TRIES = 2;

/**
 * Resolves the names of receivers by asking the DNS over sockets. The system's own way takes one of the four threads that a
 * process has for files and names until it is done: a few receivers with a slow DNS would keep Resend and Dodo from being
 * found. `servers` are the system's if left out.
 */
export function publicLookup(servers?: readonly string[]): LookupFunction {
  return (hostname, options, answer) => {
    // For the sandbox: the DNS need not know it.
    if (hostname === "localhost") return lookUpHere(hostname, options, answer);
    resolve(hostname, servers).then(
      (found) => {
        if (options.all) answer(null, found);
        else answer(null, found[0]?.address ?? "", found[0]?.family);
      },
      (error: NodeJS.ErrnoException) => answer(error, []),
    );
  };
}

/** All addresses of a name, at least one. Throws what the DNS said of IPv4 if there is none. */
async function resolve(hostname: string, servers?: readonly string[]): Promise<LookupAddress[]> {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  if (servers) resolver.setServers(servers);
  const [v4, v6] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  const found = [
    ...(v4.status === "fulfilled" ? v4.value.map((address) => ({ address, family: 4 })) : []),
    ...(v6.status === "fulfilled" ? v6.value.map((address) => ({ address, family: 6 })) : []),
  ];
  if (found.length === 0 && v4.status === "rejected") throw v4.reason;
  return found;
}
