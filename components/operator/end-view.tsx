"use client";

import { useState } from "react";
import { messageOf } from "@/components/http/fetch-json";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { postView } from "./post-action";

/** Ends looking at a customer's dashboard, and goes back to the operator's page about them. */
export function EndView({ customerId }: { customerId: string }) {
  const [isPending, setPending] = useState(false);
  async function end() {
    setPending(true);
    try {
      await postView(null);
      window.location.assign(`/operator/customers/${customerId}`);
    } catch (error) {
      toast.error(messageOf(error));
      setPending(false);
    }
  }
  return (
    <Button variant="secondary" size="sm" isPending={isPending} onClick={() => void end()}>
      End view
    </Button>
  );
}
