import "server-only";
import { domainToASCII } from "node:url";
import { catalogue } from "../catalogue";
import { parseAddress } from "../contracts/address";
import { env } from "../env";
import { InvalidInput } from "../errors";

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** Names that no DNS of the world has, and those of the mail provider itself. */
const NEVER = new Set(["localhost", "local", "internal", "invalid", "onion", "arpa", "resend.dev"]);
/** Under these, anybody can have a name: they belong to nobody who could prove it. Country codes follow a pattern. */
const SHARED = new Set(
  `github.io gitlab.io vercel.app netlify.app pages.dev workers.dev web.app firebaseapp.com appspot.com run.app
   herokuapp.com onrender.com fly.dev azurewebsites.net cloudfront.net amazonaws.com blogspot.com ngrok.io ngrok.app
   uk.com us.com eu.com de.com co.com`.split(/\s+/),
);
/** `co.uk`, `com.au`, `ac.jp`: under a country's code these are for others to register names in. */
const COUNTRY_SUFFIX = /^(?:ac|co|com|edu|go|gob|gov|gouv|govt|ltd|mil|ne|net|nom|or|org|plc|sch)\.[a-z]{2}$/;

const SPELLING = "Write the bare domain, such as `mail.example.com`: no address, no https://, no path.";

/**
 * A domain's name as it is stored and compared: lower case, in its ASCII form. Throws InvalidInput for what is no
 * domain, what nobody can own, and what is the operator's.
 */
export function requireDomainName(text: string): string {
  const name = normaliseDomainName(text);
  if (name === null) throw refused(SPELLING);
  const reason = reasonToRefuse(name, operatorsDomain());
  if (reason) throw refused(reason);
  return name;
}

/** Lower case and ASCII (`bücher.de` is `xn--bcher-kva.de`); null for what is no name of a domain. Pure. */
export function normaliseDomainName(text: string): string | null {
  const bare = text.trim().replace(/\.$/, "");
  // What a URL parser would cut off or decode, it would make another name of.
  if (/[\s/\\@:?#%[\]<>]/.test(bare)) return null;
  const name = domainToASCII(bare).toLowerCase();
  const labels = name.split(".");
  if (name.length > 253 || labels.length < 2 || !labels.every((part) => LABEL.test(part))) return null;
  // The last label of an address of a machine is a number, that of a domain never is.
  return /^\d|^0x/.test(labels.at(-1) ?? "") ? null : name;
}

/** Why nobody may claim this name; null if anybody may who controls its DNS. Pure. */
export function reasonToRefuse(name: string, operators: string): string | null {
  if (isWithin(name, operators) || isWithin(operators, name))
    return `This domain is ${catalogue.productName}'s own sender's. Use a domain of yours.`;
  if ([...NEVER].some((taboo) => isWithin(name, taboo)))
    return "This name can't be verified. Use a domain of yours.";
  if (SHARED.has(name) || COUNTRY_SUFFIX.test(name))
    return "This is not a domain of one owner, but one under which many have theirs. Use a domain of yours.";
  return null;
}

const isWithin = (name: string, parent: string) => name === parent || name.endsWith(`.${parent}`);

function operatorsDomain(): string {
  const address = parseAddress(env().EMAIL_FROM)?.address ?? "";
  return domainToASCII(address.slice(address.lastIndexOf("@") + 1)).toLowerCase();
}

const refused = (detail: string) => new InvalidInput([{ pointer: "/name", detail }]);
