import "server-only";
import type { Guide } from "../../contracts/docs";
import type { Site } from "../site";
import { list, section, steps, table } from "../write";

/** Sending from one's own domain. */
export function domains({ sender }: Site): Guide {
  return {
    slug: "domains",
    title: "Domains",
    summary: "Verify a domain to send from your own addresses.",
    sections: [
      section(
        "Add and verify",
        steps(
          "Add the domain on the page [Domains](/dashboard/domains), or with `POST /domains`. A sub-domain such as `mail.acme.dev` keeps the reputation of your main domain apart.",
          "Make the DNS records that you are shown at your DNS provider, exactly as they are written.",
          "Press Verify, or call `POST /domains/{id}/verify`. It takes minutes, sometimes hours.",
        ),
        `Until then, send from \`${sender}\`. Once the domain is verified, every address at it may be \`from\`. Sub-domains are verified on their own.`,
      ),
      section(
        "States",
        table(
          "States of a domain",
          ["`status`", "Meaning"],
          [
            ["`not_started`", "The records were not looked for yet."],
            ["`pending`", "They are being looked for."],
            ["`verified`", "You can send from it."],
            ["`partially_verified`", "Some records are missing; it may not be able to send."],
            ["`partially_failed`", "Some records that were there are missing now."],
            ["`failed`", "The records were not found. Check them, then verify again."],
          ],
        ),
        "Only a domain that is `verified` can be sent from. Any other answers 403 `domain_not_verified`.",
      ),
      section(
        "Rules",
        list(
          "A domain belongs to one account.",
          "A region can't be changed: delete the domain and add it again.",
          "An API key can be bound to one domain. It then sends from no other.",
        ),
      ),
    ],
  };
}
