import "server-only";
import { isIP } from "node:net";
import { env } from "../env";
import { InvalidInput } from "../errors";

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;
/** Names that no public resolver knows; asking for them tells a neighbour's machines apart. */
const PRIVATE_NAME =
  /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|localdomain|home\.arpa)\.?$/;

/**
 * Whether receivers on this machine may be called, and without TLS: only where the app runs against the sandbox, which
 * is on this machine itself.
 */
export function allowsLoopback(): boolean {
  return env().SANDBOX_URL !== undefined;
}

/**
 * Checks where a customer wants events to be sent. Returns the address in its normal form, which writes an IP address
 * in the one usual way. Throws InvalidInput. What a name resolves to is checked when it is called, each time.
 */
export function endpointUrl(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : null;
  if (!url) throw refuse("Give a full address, such as https://example.com/webhooks.");
  if (url.username || url.password) throw refuse("Leave the user name and the password out of the address.");
  url.hash = "";
  if (allowsLoopback() && LOOPBACK.test(url.hostname) && /^https?:$/.test(url.protocol)) return url.href;
  if (url.protocol !== "https:") throw refuse("The address must begin with https://.");
  if (isIP(url.hostname.replace(/^\[|\]$/g, ""))) throw refuse("Give a host name instead of an IP address.");
  if (!url.hostname.includes(".") || PRIVATE_NAME.test(url.hostname))
    throw refuse("The host must be one that the whole internet can reach.");
  return url.href;
}

const refuse = (detail: string) => new InvalidInput([{ pointer: "/endpoint", detail }]);
