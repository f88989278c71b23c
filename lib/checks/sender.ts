import "server-only";
import { parseAddress } from "../contracts/address";
import type { Check } from "../contracts/checks";
import type { ResendDomain } from "../resend/domain-answer";
import { failed, ok, skipped } from "./check";

const NAME = "sender";
/** Resend's own domain: every account may send from it, to its owner. */
const TEST_DOMAIN = "resend.dev";

/** Whether Resend lets mails come from EMAIL_FROM: its domain must be verified, exactly this one. Pure. */
export function checkSender(
  from: string | undefined,
  domains: readonly Pick<ResendDomain, "name" | "status">[],
): Check {
  const domain = parseAddress(from ?? "")
    ?.address.split("@")
    .at(-1)
    ?.toLowerCase();
  if (!domain) return skipped(NAME, "EMAIL_FROM is not set.");
  if (domain === TEST_DOMAIN)
    return skipped(
      NAME,
      `EMAIL_FROM is at ${TEST_DOMAIN}: mail goes to the address of your own Resend account only.`,
      "Verify a domain of yours at resend.com/domains, and set EMAIL_FROM to an address on it.",
    );
  const found = domains.find(({ name }) => name === domain);
  if (!found)
    return failed(
      NAME,
      `${domain} (EMAIL_FROM) is not among the domains at Resend, so no mail can go out.`,
      `Add ${domain} at resend.com/domains and set its DNS records, or set EMAIL_FROM to a verified domain.`,
    );
  if (found.status === "verified") return ok(NAME, `${domain} (EMAIL_FROM) is verified at Resend.`);
  return failed(
    NAME,
    `${domain} (EMAIL_FROM) is not verified at Resend; its status is ${found.status}.`,
    "Set the DNS records that resend.com/domains shows for it, and verify it there.",
  );
}
