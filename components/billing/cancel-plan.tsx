"use client";

import { useState } from "react";
import { useSWRConfig } from "swr";
import { fetchJson, isSignedOut, jsonRequest, messageOf } from "@/components/http/fetch-json";
import { signInAgain } from "@/components/http/sign-in-again";
import { useRefusal } from "@/components/role/role";
import { Time } from "@/components/time";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { Credits } from "@/lib/contracts/credits";
import { CREDITS_PATH, PLAN_PATH } from "@/lib/contracts/paths";
import type { Plan } from "./plan";

/** Ends the plan with its cycle, after asking, or lets it go on. */
export function CancelOrResume({ plan }: { plan: Plan }) {
  const [isOpen, setOpen] = useState(false);
  const { isPending, change } = usePlanChange();
  const isForbidden = useRefusal("billing") !== null;

  if (isForbidden) return null;
  if (plan.cancels_at_period_end)
    return (
      <Button isPending={isPending} onClick={() => void change(false)}>
        Resume plan
      </Button>
    );
  const date = plan.renews_at ? <Time iso={plan.renews_at} style="date" /> : "the end of this cycle";
  return (
    <>
      <Button variant="secondary" onClick={() => setOpen(true)}>
        Cancel plan
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title="Cancel the plan?"
        description={
          <>
            It stays until {date} and is not renewed then. Credits that you have keep until they expire. Until
            that day you can resume it.
          </>
        }
      >
        <DialogActions>
          <Button variant="secondary" onClick={() => setOpen(false)}>
            Keep plan
          </Button>
          <Button
            variant="danger"
            isPending={isPending}
            onClick={async () => {
              await change(true);
              // Also if it failed: what is said of that stands in the page.
              setOpen(false);
            }}
          >
            Cancel at period end
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}

/** Tells the server, and shows its answer wherever the plan is shown. Says whether it was done. */
function usePlanChange() {
  const { mutate } = useSWRConfig();
  const [isPending, setPending] = useState(false);

  async function change(cancels: boolean): Promise<boolean> {
    setPending(true);
    try {
      const request = jsonRequest("PATCH", { cancel_at_period_end: cancels });
      const plan = await fetchJson<Plan>(PLAN_PATH, request);
      await mutate<Credits>(CREDITS_PATH, (credits) => credits && { ...credits, plan });
      toast.success(cancels ? "The plan is not renewed." : "The plan goes on.");
      return true;
    } catch (error) {
      if (isSignedOut(error)) signInAgain();
      else toast.error("Nothing was changed.", { description: messageOf(error) });
      return false;
    } finally {
      setPending(false);
    }
  }
  return { isPending, change };
}
