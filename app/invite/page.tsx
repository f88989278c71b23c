import "server-only";

import type { Metadata, Route } from "next";
import Link from "next/link";
import { AcceptInvite } from "@/components/invite/accept-invite";
import { SignInAsOther } from "@/components/invite/sign-in-as-other";
import { SignInFrame } from "@/components/signin/signin-frame";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { getViewer } from "@/lib/auth/session";
import { ROLE_MEANINGS, withArticle } from "@/lib/contracts/roles";
import { getInvite } from "@/lib/members";

export const metadata: Metadata = {
  title: "Invite",
  // The address has a secret in it, which must not travel on to anything that this page leads to.
  referrer: "no-referrer",
  robots: { index: false, follow: false },
};

/** Where an invite's link leads. Opening it changes nothing, because mail scanners open links too; the button joins. */
export default async function InvitePage({ searchParams }: PageProps<"/invite">) {
  const { token } = await searchParams;
  const invite = typeof token === "string" && token !== "" ? await getInvite(token) : null;
  if (!invite || typeof token !== "string")
    return (
      <SignInFrame title="This invite does not work">
        <Banner role="alert" tone="warning" title="It was used, taken back or replaced, or has expired.">
          An invite works once, for seven days. Ask whoever sent it for a new one.
        </Banner>
        <Button asChild className="mt-5 w-full" variant="secondary">
          <Link href="/dashboard">Go to the dashboard</Link>
        </Button>
      </SignInFrame>
    );
  const { accountName, email, role, invitedBy } = invite;
  const viewer = await getViewer();
  return (
    <SignInFrame title={`Join ${accountName}`}>
      <p className="mb-1 text-center text-muted">
        {invitedBy ? <Strong>{invitedBy}</Strong> : "Somebody"} invites <Strong>{email}</Strong> to work in{" "}
        <Strong>{accountName}</Strong> as <Strong>{withArticle(role)}</Strong>.
      </p>
      <p className="mb-5 text-center text-[0.8125rem] text-muted">{ROLE_MEANINGS[role]}</p>
      {!viewer ? (
        <Button asChild size="lg" className="w-full">
          <Link
            href={`/signin?next=${encodeURIComponent(`/invite?token=${token}`)}` as Route}
            prefetch={false}
          >
            Sign in to join
          </Link>
        </Button>
      ) : viewer.email === email ? (
        <AcceptInvite token={token} accountName={accountName} />
      ) : (
        <>
          <Banner tone="warning" title="You are signed in with another address." className="mb-4">
            You are {viewer.email}. The invite is for {email} alone.
          </Banner>
          <SignInAsOther />
        </>
      )}
    </SignInFrame>
  );
}

function Strong({ children }: { children: string }) {
  return <strong className="font-medium break-words text-foreground">{children}</strong>;
}
