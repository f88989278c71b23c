import "server-only";

import type { Metadata } from "next";
import Link from "next/link";
import { ConfirmForm } from "@/components/signin/confirm-form";
import { SignInFrame } from "@/components/signin/signin-frame";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";

export const metadata: Metadata = {
  title: "Confirm sign-in",
  // The address has a secret in it, which must not travel on to anything that this page leads to.
  referrer: "no-referrer",
  robots: { index: false, follow: false },
};

/** Where the emailed link leads. Opening it changes nothing, because mail scanners open links too; the button signs in. */
export default async function ConfirmPage({ searchParams }: PageProps<"/signin/confirm">) {
  const { token, email, next } = await searchParams;
  if (typeof token !== "string" || typeof email !== "string" || token === "" || email === "") {
    return (
      <SignInFrame title="This link is incomplete">
        <Banner role="alert" tone="warning" title="A part of the link is missing.">
          Copy the whole link from the email, or ask for a new one.
        </Banner>
        <Button asChild className="mt-5 w-full">
          <Link href="/signin">Ask for a new link</Link>
        </Button>
      </SignInFrame>
    );
  }
  return (
    <SignInFrame title="Confirm it is you">
      <p className="mb-5 text-center text-muted">
        Sign in as <strong className="font-medium break-all text-foreground">{email}</strong>
      </p>
      <ConfirmForm token={token} email={email} callbackUrl={typeof next === "string" ? next : "/dashboard"} />
      <p className="mt-5 text-center text-xs text-muted">
        Not you? Close this page; nothing has happened, and the link ends by itself.
      </p>
    </SignInFrame>
  );
}
