import { LISTS } from "./send-rules";

/** RFC 5322 field name: printable ASCII without the colon. */
const HEADER_NAME = /^[!-9;-~]{1,76}$/;
/** Fields that MailKit, Resend or the mail system write. A second one would forge or break the message. */
const OWNED_HEADERS = new Set(
  "from to cc bcc reply-to sender subject date message-id mime-version return-path received authentication-results dkim-signature".split(
    " ",
  ),
);
const OWNED_HEADER_PREFIXES = [
  "arc-",
  "content-",
  "received-",
  "resent-",
  "resend-",
  "x-resend-",
  "x-mailkit-",
  "x-ses-",
];

/** What is wrong with the names of an email's headers; `name` is null for what is wrong with all of them. */
export function faultsOfHeaderNames(names: readonly string[]): { name: string | null; fault: string }[] {
  const faults: { name: string | null; fault: string }[] = [];
  if (names.length > LISTS.headers.count) faults.push({ name: null, fault: LISTS.headers.fault });
  const seen = new Set<string>();
  for (const name of names) {
    const lower = name.toLowerCase();
    if (!HEADER_NAME.test(name))
      faults.push({ name, fault: "A header name is 1 to 76 printable ASCII characters, no colon or space." });
    else if (isOwned(lower)) faults.push({ name, fault: `MailKit sets \`${name}\` itself.` });
    else if (seen.has(lower)) faults.push({ name, fault: "This header is given twice." });
    seen.add(lower);
  }
  return faults;
}

function isOwned(lower: string): boolean {
  return OWNED_HEADERS.has(lower) || OWNED_HEADER_PREFIXES.some((prefix) => lower.startsWith(prefix));
}
