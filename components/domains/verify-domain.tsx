"use client";

import { useAction } from "@/components/http/use-action";
import { useRefusal } from "@/components/role/role";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { Domain, DomainStatus } from "@/lib/contracts/resend/domain";
import { useDomainActions } from "./use-domains";

interface Advice {
  tone: "info" | "success" | "warning" | "danger";
  title: string;
  text: string;
  button: string | null;
}

const advice: Record<DomainStatus, Advice> = {
  not_started: {
    tone: "info",
    title: "Make these records at your DNS provider, then have them looked for.",
    text: "Your DNS provider is where the domain is registered, or where its name servers are. Copy each row into a record of its own there; names are relative to the domain that is registered.",
    button: "Verify records",
  },
  pending: {
    tone: "info",
    title: "The records are being looked for.",
    text: "This takes a few minutes, sometimes a day: DNS is slow to tell. You can leave this page. After 72 hours the search ends.",
    button: "Look again",
  },
  verified: {
    tone: "success",
    title: "You can send from this domain.",
    text: "Leave the records where they are: without them the domain stops working.",
    button: null,
  },
  failed: {
    tone: "danger",
    title: "The records were not found.",
    text: "Compare the names and values at your DNS provider with the ones below, character by character, then try again.",
    button: "Verify again",
  },
  partially_verified: {
    tone: "warning",
    title: "Some of the records were found.",
    text: "You can send once all of them are. Compare the others with what your DNS provider has.",
    button: "Verify again",
  },
  partially_failed: {
    tone: "danger",
    title: "Some of the records are not found any more.",
    text: "Sending from this domain has stopped. Make the records that are marked again, then verify.",
    button: "Verify again",
  },
};

/** Says what to do next, and does it. */
export function VerifyDomain({ domain }: { domain: Domain }) {
  const { verify } = useDomainActions();
  const { isPending, run } = useAction(() => verify(domain.id));
  const isForbidden = useRefusal("developer") !== null;
  const { tone, title, text, button } = advice[domain.status];

  const action = button && !isForbidden && (
    <Button
      variant={domain.status === "pending" ? "secondary" : "primary"}
      isPending={isPending}
      onClick={run}
    >
      {button}
    </Button>
  );
  return (
    <Banner role="status" tone={tone} title={title} action={action}>
      {text}
    </Banner>
  );
}
