"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { formatTime } from "@/components/format";
import { fetchFile, isSignedOut, messageOf } from "@/components/http/fetch-json";
import { signInAgain } from "@/components/http/sign-in-again";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { Payment } from "@/lib/contracts/billing";
import { invoicePath } from "@/lib/contracts/paths";

/** Saves the invoice of a payment. A link would lead to a page of JSON when Dodo can't be asked. */
export function InvoiceButton({ payment: { id, created_at } }: { payment: Payment }) {
  const [isPending, setPending] = useState(false);

  async function save() {
    setPending(true);
    try {
      const url = URL.createObjectURL(await fetchFile(invoicePath(id)));
      const link = document.createElement("a");
      link.href = url;
      link.download = `invoice-${id}.pdf`;
      link.click();
      URL.revokeObjectURL(url);
    } catch (error) {
      if (isSignedOut(error)) signInAgain();
      else toast.error("The invoice could not be loaded.", { description: messageOf(error) });
    } finally {
      setPending(false);
    }
  }

  return (
    <Button
      variant="ghost"
      size="sm"
      className="px-1.5"
      isPending={isPending}
      aria-label={`Invoice of ${formatTime(created_at, "date", "UTC")} as PDF`}
      onClick={() => void save()}
    >
      {!isPending && <Download aria-hidden />}
      PDF
    </Button>
  );
}
