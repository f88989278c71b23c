import "server-only";

import type { Metadata } from "next";
import { SignInFrame } from "@/components/signin/signin-frame";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { whoUnsubscribes } from "@/lib/suppressions";

export const metadata: Metadata = {
  title: "Unsubscribe",
  // The address is the proof of who may do this, so it must not travel on.
  referrer: "no-referrer",
  robots: { index: false, follow: false },
};

/** Where the unsubscribe link of an email leads. Opening it changes nothing, because mail scanners open links too. */
export default async function UnsubscribePage({ params, searchParams }: PageProps<"/unsubscribe/[token]">) {
  const [{ token }, { done }] = await Promise.all([params, searchParams]);
  const link = await whoUnsubscribes(decodeURIComponent(token));
  if (!link)
    return (
      <SignInFrame title="This link does not work">
        <Banner role="alert" tone="warning" title="The link is incomplete, or its email is gone.">
          Copy the whole link from the email, or answer to the sender.
        </Banner>
      </SignInFrame>
    );
  if (done)
    return (
      <SignInFrame title="You are unsubscribed">
        <p className="text-center text-muted" role="status">
          No more emails of this sender go to{" "}
          <strong className="font-medium wrap-anywhere text-foreground">{link.address}</strong>.
        </p>
      </SignInFrame>
    );
  return (
    <SignInFrame title="Unsubscribe?">
      <p className="mb-5 text-center text-muted">
        Emails from <strong className="font-medium wrap-anywhere text-foreground">{link.from}</strong> to{" "}
        <strong className="font-medium wrap-anywhere text-foreground">{link.address}</strong> will stop.
      </p>
      <form method="post" action={`/api/unsubscribe/${token}?from=page`} className="grid">
        <Button type="submit" size="lg">
          Unsubscribe
        </Button>
      </form>
    </SignInFrame>
  );
}
