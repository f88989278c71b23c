import { ChevronRight } from "lucide-react";
import { Suspense, useState } from "react";
import { cn } from "@/components/ui/cn";
import { lazyPart } from "@/components/ui/load-later";
import { Switch } from "@/components/ui/switch";
import type { Draft } from "./draft";
import type { FieldErrors } from "./field-errors";

/** Hidden at first, so its code may come a little later. */
const PairsField = lazyPart(() => import("./pairs-field").then((module) => module.PairsField));

interface AdvancedPartProps {
  draft: Draft;
  errors: FieldErrors;
  onChange: (part: Partial<Draft>) => void;
}

/** What few emails need. Open as soon as something in it needs to be seen. */
export function AdvancedPart({ draft, errors, onChange }: AdvancedPartProps) {
  const hasFault = Boolean(errors.headers || errors.tags || errors.unsubscribe);
  const [isOpen, setIsOpen] = useState(false);
  const [seen, setSeen] = useState(errors);
  if (seen !== errors) {
    setSeen(errors);
    if (hasFault) setIsOpen(true);
  }
  const used = draft.headers.length + draft.tags.length + (draft.unsubscribe ? 1 : 0);
  return (
    <div className="border-t pt-3">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls="advanced"
        onClick={() => setIsOpen(!isOpen)}
        className="-ml-1 flex h-8 items-center gap-1.5 rounded px-1 text-[0.8125rem] font-medium"
      >
        <ChevronRight aria-hidden className={cn("size-4 transition-transform", isOpen && "rotate-90")} />
        Advanced
        {used > 0 && <span className="font-normal text-muted">({used} set)</span>}
      </button>
      <div id="advanced" hidden={!isOpen} className="mt-3 grid grid-cols-1 gap-5">
        <Switch
          id="unsubscribe"
          label="One-click unsubscribe"
          hint="Mail programs show a button for it. Who presses it goes onto your suppression list. For one recipient."
          error={errors.unsubscribe}
          checked={draft.unsubscribe}
          onCheckedChange={(unsubscribe) => onChange({ unsubscribe })}
        />
        <Suspense fallback={null}>
          <div className="grid grid-cols-1 gap-5 lg:grid-cols-2">
            <PairsField
              id="headers"
              noun="header"
              legend="Headers"
              hint="Such as List-Id or In-Reply-To."
              placeholder={{ name: "X-Order-Id", value: "4711" }}
              value={draft.headers}
              onChange={(headers) => onChange({ headers })}
              error={errors.headers}
            />
            <PairsField
              id="tags"
              noun="tag"
              legend="Tags"
              hint="To find emails by; webhooks carry them."
              placeholder={{ name: "category", value: "receipt" }}
              value={draft.tags}
              onChange={(tags) => onChange({ tags })}
              error={errors.tags}
            />
          </div>
        </Suspense>
      </div>
    </div>
  );
}
