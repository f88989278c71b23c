import { ChevronRight } from "lucide-react";
import { Suspense, useState } from "react";
import { cn } from "@/components/ui/cn";
import { lazyPart } from "@/components/ui/load-later";
import type { AdvancedFieldsProps } from "./advanced-fields";

/** Hidden at first, so its code may come a little later. */
const AdvancedFields = lazyPart(() => import("./advanced-fields").then((module) => module.AdvancedFields));

/** What few emails need. Open as soon as something in it needs to be seen. */
export function AdvancedPart({ draft, errors, onChange }: AdvancedFieldsProps) {
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
        <Suspense fallback={null}>
          <AdvancedFields draft={draft} errors={errors} onChange={onChange} />
        </Suspense>
      </div>
    </div>
  );
}
