"use client";

import Link from "next/link";
import { planNeed } from "@/components/billing/plan";
import { useCredits } from "@/components/credits/use-credits";
import { Button } from "@/components/ui/button";

/**
 * The way to a new email. It stands out unless there is something to do first: who has no credits yet has to get some, and
 * who could not be charged has to see to that.
 */
export function SendLink() {
  const { credits } = useCredits();
  const isSecond =
    credits !== undefined && (credits.status === "none" || planNeed(credits.plan) === "fix_payment");
  return <PlainSendLink isSecond={isSecond} />;
}

/** The same before it is known how the customer stands. */
export function PlainSendLink({ isSecond }: { isSecond: boolean }) {
  return (
    <Button asChild variant={isSecond ? "secondary" : "primary"}>
      <Link href="/dashboard/send">Send an email</Link>
    </Button>
  );
}
