"use client";

import { useRouter } from "next/navigation";
import { useCheckout } from "@/components/billing/use-checkout";
import { mayLeave } from "@/components/leave-guard";
import { leave } from "@/components/session/leave";
import { catalogue } from "@/lib/catalogue";
import type { Deed } from "./commands";

/** Does what commands are for. `onAct` gets what only the host of the palette can do. */
export function useRun(onAct: (act: "help" | "palette") => void): (deed: Deed) => void {
  const router = useRouter();
  const { start: buy } = useCheckout({ pack: catalogue.topup.key });
  return (deed) => {
    if ("to" in deed || "emailId" in deed) {
      if (!mayLeave()) return;
      router.push("to" in deed ? deed.to : `/dashboard/emails/${deed.emailId}`);
      // The page changes under its frame: the next Tab is to lead into the new one.
      document.getElementById("content")?.focus({ preventScroll: true });
    } else if (deed.act === "buy") buy();
    else if (deed.act === "leave") void leave();
    else onAct(deed.act);
  };
}
