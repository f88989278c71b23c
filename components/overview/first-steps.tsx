"use client";

import { Check, X } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { FIRST_STEPS_COOKIE } from "@/lib/contracts/cookies";
import type { FirstSteps as Steps } from "@/lib/contracts/overview";
import { isDone, useFirstSteps } from "./use-overview";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

const steps: readonly { step: keyof Steps; title: string; text: string; href: Route; action: string }[] = [
  {
    step: "has_credits",
    title: "Get credits",
    text: "A plan or a top-up; one credit is one recipient.",
    href: "/dashboard/billing",
    action: "See plan and top-up",
  },
  {
    step: "has_key",
    title: "Make an API key",
    text: "Your programs send with it.",
    href: "/dashboard/keys",
    action: "Make a key",
  },
  {
    step: "has_sent",
    title: "Send a test",
    text: "From the dashboard, or with the key.",
    href: "/dashboard/send",
    action: "Send an email",
  },
  {
    step: "has_domain",
    title: "Verify a domain",
    text: "So that emails come from your own address.",
    href: "/dashboard/domains",
    action: "Add a domain",
  },
];

interface FirstStepsProps {
  /** How far the customer was when the page was made. */
  initial: Steps;
  /** Who hides the list, so that it stays there for others in the same browser. */
  userId: string;
}

/** The way to the first email of one's own. It sees by itself what is done, and goes when all is, or when it is sent away. */
export function FirstSteps({ initial, userId }: FirstStepsProps) {
  const { data = initial } = useFirstSteps(initial);
  const [isHidden, setIsHidden] = useState(false);
  if (isHidden || isDone(data)) return null;
  const next = steps.find(({ step }) => !data[step])?.step;
  const doneCount = steps.filter(({ step }) => data[step]).length;
  function hide() {
    // A cookie rather than the browser's store: the server leaves the list out, so that the page does not jump.
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
    document.cookie = `${FIRST_STEPS_COOKIE}=${userId}; path=/dashboard; max-age=${YEAR_SECONDS}; samesite=lax`;
    setIsHidden(true);
    document.getElementById("content")?.focus();
  }
  const aside = (
    <span className="flex items-center gap-2 text-[0.8125rem] text-muted">
      <span role="status">
        {doneCount} of {steps.length} done
      </span>
      <button
        type="button"
        onClick={hide}
        aria-label="Hide the first steps"
        className="grid size-7 place-items-center rounded-md hover:bg-subtle hover:text-foreground"
      >
        <X aria-hidden className="size-4" />
      </button>
    </span>
  );
  return (
    <Card title="First steps" aside={aside}>
      <ol className="mt-2 grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {steps.map((one, index) => (
          <Step
            key={one.step}
            {...one}
            number={index + 1}
            isDone={data[one.step]}
            isNext={one.step === next}
          />
        ))}
      </ol>
    </Card>
  );
}

interface StepProps {
  title: string;
  text: string;
  href: Route;
  action: string;
  number: number;
  isDone: boolean;
  isNext: boolean;
}

function Step({ title, text, href, action, number, isDone: isDoneStep, isNext }: StepProps) {
  return (
    <li className="flex gap-3" aria-current={isNext ? "step" : undefined}>
      <span
        aria-hidden
        className={cn(
          "grid size-6 shrink-0 place-items-center rounded-full text-xs font-semibold",
          isDoneStep
            ? "bg-success-soft text-success"
            : isNext
              ? "bg-accent text-surface"
              : "bg-accent-soft text-accent",
        )}
      >
        {isDoneStep ? <Check className="size-3.5" /> : number}
      </span>
      {/* Side by side the buttons stand in one line, however long the words over them are. */}
      <div className="flex min-w-0 flex-col items-start">
        <p className={cn("font-medium", isDoneStep && "text-muted")}>
          {title}
          {isDoneStep && <span className="sr-only"> (done)</span>}
        </p>
        <p className="mb-2 text-[0.8125rem] text-muted">{text}</p>
        {!isDoneStep && (
          <Button asChild size="sm" variant="secondary" className="mt-auto">
            <Link href={href}>{action}</Link>
          </Button>
        )}
      </div>
    </li>
  );
}
