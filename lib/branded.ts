import "server-only";
import { catalogue } from "./catalogue";

/** Names of headers are part of the API and stay, whatever the service is called. */
const NAME = /(?<!X-)MailKit/g;

/** The documentation under the name of this deployment: it is written of MailKit, and read of whatever the operator calls it. */
export function branded<T>(written: T): T {
  // The shape stays: only text within it is replaced.
  return rename(written) as T;
}

function rename(value: unknown): unknown {
  if (typeof value === "string") return value.replace(NAME, catalogue.productName);
  if (Array.isArray(value)) return value.map(rename);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rename(inner)]));
}
