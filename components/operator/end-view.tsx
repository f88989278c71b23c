"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { loadLater } from "@/components/ui/load-later";

/**
 * Ends looking at a customer's dashboard, and goes back to the operator's page about them. It is part of every page of the
 * dashboard, so what it does is loaded when it is wanted.
 */
export function EndView({ customerId }: { customerId: string }) {
  const [isPending, setPending] = useState(false);
  async function end() {
    setPending(true);
    const { leaveView } = await loadLater(() => import("./leave-view"));
    if (!(await leaveView(customerId))) setPending(false);
  }
  return (
    <Button variant="secondary" size="sm" isPending={isPending} onClick={() => void end()}>
      End view
    </Button>
  );
}
