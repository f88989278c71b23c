"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";

interface ConfirmFormProps {
  token: string;
  email: string;
  callbackUrl: string;
}

/**
 * The one button that uses the link up. A plain form, so it works before the page's code has loaded; with it, a
 * double click cannot use the link twice and end in an error.
 */
export function ConfirmForm({ token, email, callbackUrl }: ConfirmFormProps) {
  const [isPending, setIsPending] = useState(false);
  return (
    <form method="get" action="/api/auth/callback/email" onSubmit={() => setIsPending(true)} className="grid">
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="email" value={email} />
      <Button type="submit" size="lg" isPending={isPending} autoFocus>
        Sign in
      </Button>
    </form>
  );
}
