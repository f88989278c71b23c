import "server-only";

import type { Metadata, Route } from "next";
import { redirect } from "next/navigation";
import { EmailForm } from "@/components/signin/email-form";
import { signInErrorMessage } from "@/components/signin/errors";
import { ProviderButtons } from "@/components/signin/provider-buttons";
import { SignInFrame } from "@/components/signin/signin-frame";
import { Banner } from "@/components/ui/banner";
import { listSignInProviders } from "@/lib/auth/oauth";
import { safeNext } from "@/lib/auth/safe-next";
import { getViewer } from "@/lib/auth/session";
import { catalogue } from "@/lib/catalogue";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/signin">) {
  const { next: givenNext, callbackUrl, error } = await searchParams;
  const given = givenNext ?? callbackUrl;
  const next = typeof given === "string" ? given : "/dashboard";
  if (await getViewer()) redirect(safeNext(next) as Route);
  const providers = listSignInProviders();
  return (
    <SignInFrame title={`Sign in to ${catalogue.productName}`}>
      {typeof error === "string" && (
        <Banner role="alert" tone="danger" className="mb-5" title={signInErrorMessage(error)} />
      )}
      <EmailForm next={next} />
      {providers.length > 0 && (
        <>
          <p className="my-5 flex items-center gap-3 text-xs text-muted before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
            or
          </p>
          <ProviderButtons providers={providers} callbackUrl={next} />
        </>
      )}
      <p className="mt-6 text-center text-xs text-muted">New here? The same link creates your account.</p>
    </SignInFrame>
  );
}
