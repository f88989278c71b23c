"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";

/** Signs out here, and comes back to this page, which then asks to sign in. */
export function SignInAsOther() {
  const [isPending, setPending] = useState(false);
  async function run() {
    setPending(true);
    const { signOut } = await import("next-auth/react");
    await signOut({ callbackUrl: `${window.location.pathname}${window.location.search}` });
  }
  return (
    <Button variant="secondary" className="w-full" isPending={isPending} onClick={() => void run()}>
      Switch address
    </Button>
  );
}
