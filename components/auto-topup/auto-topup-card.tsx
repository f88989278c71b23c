"use client";

import { Suspense, useState } from "react";
import { BuyTopUp } from "@/components/billing/checkout-buttons";
import { LoadingCard } from "@/components/billing/loading-card";
import { RowSkeleton } from "@/components/billing/row-skeleton";
import { LoadError } from "@/components/http/load-error";
import { ForRole } from "@/components/role/role";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { lazyPart } from "@/components/ui/load-later";
import type { AutoTopUp } from "@/lib/contracts/auto-topup";
import { AutoTopUpState } from "./auto-topup-state";
import { useAutoTopUp, useAutoTopUpActions } from "./use-auto-topup";

/** Few read it on a visit, and it has a form of its own. */
const AutoTopUpDialog = lazyPart(() =>
  import("./auto-topup-dialog").then((module) => module.AutoTopUpDialog),
);

const TITLE = "Auto top-up";

const badges: Record<AutoTopUp["status"], { tone: Tone; text: string }> = {
  off: { tone: "neutral", text: "Off" },
  needs_card: { tone: "neutral", text: "No saved card" },
  on: { tone: "success", text: "On" },
  running: { tone: "accent", text: "Buying a pack" },
  stopped: { tone: "danger", text: "Stopped" },
  cap_reached: { tone: "warning", text: "Monthly limit reached" },
};

/** Packs that are bought by themselves: what was agreed to, how it stands, and the way to change either. */
export function AutoTopUpCard() {
  const [isOpen, setOpen] = useState(false);
  const { data, error, retry } = useAutoTopUp(isOpen);
  const [wasOpened, setWasOpened] = useState(false);
  if (!data && error !== undefined)
    return (
      <Card title={TITLE}>
        <LoadError title={`${TITLE}: this could not be loaded`} error={error} retry={retry} />
      </Card>
    );
  if (!data)
    return (
      <LoadingCard title={TITLE}>
        <RowSkeleton rows={2} />
      </LoadingCard>
    );
  const { tone, text } = badges[data.status];
  return (
    <Card
      title={TITLE}
      aside={
        <span role="status">
          <Badge tone={tone}>{text}</Badge>
        </span>
      }
    >
      <AutoTopUpState data={data} />
      <ForRole need="billing">
        <Actions
          data={data}
          onEdit={() => {
            setOpen(true);
            setWasOpened(true);
          }}
        />
      </ForRole>
      {wasOpened && (
        <Suspense fallback={null}>
          <AutoTopUpDialog data={data} isOpen={isOpen} onOpenChange={setOpen} />
        </Suspense>
      )}
    </Card>
  );
}

function Actions({ data, onEdit }: { data: AutoTopUp; onEdit: () => void }) {
  const { isPending, turnOff, resume } = useAutoTopUpActions();
  const { status, stopped, cards } = data;
  const hasCards = cards !== null && cards.length > 0;
  if (status === "needs_card" || status === "off")
    return (
      <div className="mt-5 flex flex-wrap gap-2">
        {status === "off" ? (
          <Button variant="secondary" onClick={onEdit} disabled={!hasCards}>
            Set up auto top-up
          </Button>
        ) : (
          <BuyTopUp variant="secondary" />
        )}
      </div>
    );
  const canResume = stopped && stopped.reason !== "card_missing" && stopped.reason !== "price_changed";
  return (
    <div className="mt-5 flex flex-wrap gap-2">
      {canResume && (
        <Button isPending={isPending} onClick={resume}>
          Resume
        </Button>
      )}
      {(status === "cap_reached" || stopped?.reason === "needs_customer") && <BuyTopUp variant="secondary" />}
      <Button variant={stopped && !canResume ? "primary" : "secondary"} onClick={onEdit} disabled={!hasCards}>
        Change
      </Button>
      <Button variant="secondary" isPending={isPending} onClick={turnOff}>
        Turn off
      </Button>
    </div>
  );
}
