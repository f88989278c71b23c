"use client";

import { Code } from "lucide-react";
import { Suspense, useState } from "react";
import { standstillOf } from "@/components/credits/standstill";
import { Button } from "@/components/ui/button";
import { lazyPart } from "@/components/ui/load-later";
import { toast } from "@/components/ui/toast";
import type { Credits } from "@/lib/contracts/credits";
import type { DryRun } from "@/lib/contracts/resend/emails";
import { type Cost, CostLine, objectionOf } from "./cost-line";
import type { Draft } from "./draft";
import type { useCompose } from "./use-compose";

/** Few open it, so it is no part of the page until somebody does. */
const CodeDialog = lazyPart(() => import("./code-dialog").then((module) => module.CodeDialog));

interface SendBarProps {
  draft: Draft;
  cost: Cost;
  credits: Credits | undefined;
  dryRun: DryRun | undefined;
  refusal: string | null;
  isRepeating: boolean;
  sending: ReturnType<typeof useCompose>["sending"];
  onTest: ReturnType<typeof useCompose>["sendTest"];
  email: string;
  baseUrl: string;
  defaultFrom: string;
}

/** The foot of the form: what the email costs, and what can be done with it. */
export function SendBar({ draft, cost, credits, dryRun, refusal, ...rest }: SendBarProps) {
  const { isRepeating, sending, onTest, email, baseUrl, defaultFrom } = rest;
  const [isCodeShown, setIsCodeShown] = useState(false);
  const [wasCodeShown, setWasCodeShown] = useState(false);
  const objection = refusal ?? objectionOf(dryRun);
  const label = draft.when.kind === "now" ? "Send email" : "Schedule email";
  const cannotTest = sending !== null || standstillOf(credits) !== null;

  async function test() {
    const result = await onTest();
    if (result) toast.success(`The test is on its way to ${email}.`, { description: "It cost 1 credit." });
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-t pt-4">
      <div className="min-w-0 flex-1 basis-56">
        <CostLine cost={cost} credits={credits} />
        {objection && (
          <p
            id="refusal"
            role="status"
            className={refusal ? "font-medium text-danger" : "text-[0.8125rem] text-warning"}
          >
            {objection}
          </p>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2 max-sm:w-full max-sm:*:w-full">
        <Button
          variant="ghost"
          onClick={() => {
            setWasCodeShown(true);
            setIsCodeShown(true);
          }}
        >
          <Code aria-hidden />
          Show as code
        </Button>
        <Button
          variant="secondary"
          title={`This email to ${email} alone, now, for 1 credit`}
          isPending={sending === "test"}
          disabled={cannotTest}
          onClick={() => void test()}
        >
          Send a test to myself
        </Button>
        <Button
          type="submit"
          isPending={sending === "email"}
          disabled={refusal !== null || sending === "test"}
          aria-describedby={refusal ? "refusal" : undefined}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          title="Ctrl/⌘ + Enter"
        >
          {isRepeating ? "Try again" : label}
        </Button>
      </div>
      {wasCodeShown && (
        <Suspense>
          <CodeDialog
            isOpen={isCodeShown}
            onOpenChange={setIsCodeShown}
            draft={draft}
            baseUrl={baseUrl}
            defaultFrom={defaultFrom}
          />
        </Suspense>
      )}
    </div>
  );
}
