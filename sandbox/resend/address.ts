import type { EmailRow } from "../entities";

/** `a@b.c` or `Name <a@b.c>`: the two forms that the API accepts. Lower case, without the name. */
export function bareAddress(text: string): string | null {
  const trimmed = text.trim();
  const bracketed = trimmed.match(/^[^<>]*<([^<>]+)>$/)?.[1];
  const address = (bracketed ?? trimmed).trim().toLowerCase();
  return /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(address) ? address : null;
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

/** Resend docs: "domains like example.com". Mail to them is refused, so sample data never bounces. */
const reservedDomains = new Set(["example.com", "example.net", "example.org", "test.com", "localhost"]);

export const isReserved = (address: string): boolean => reservedDomains.has(domainOf(address));

type TestBox = "delivered" | "bounced" | "complained" | "suppressed";

/** delivered@, bounced@, complained@ and suppressed@resend.dev, each with an optional +label. */
export function testBox(address: string): TestBox | null {
  const box = address.match(/^(delivered|bounced|complained|suppressed)(\+[^@]*)?@resend\.dev$/)?.[1];
  return (box as TestBox | undefined) ?? null;
}

/** Everybody who gets the email. */
export const addressesOf = ({ to, cc, bcc }: Pick<EmailRow, "to" | "cc" | "bcc">): string[] =>
  [...to, ...(cc ?? []), ...(bcc ?? [])].map((text) => bareAddress(text) ?? "");
