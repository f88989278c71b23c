"use client";

import { Command as Primitive, useCommandState } from "cmdk";
import { Mail, Search } from "lucide-react";
import { useRef, useState } from "react";
import { EmailStatusBadge } from "@/components/emails/email-status-badge";
import { formatCounted } from "@/components/format";
import { BareDialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { actions, type Command, type Deed, pages } from "./commands";
import { rank } from "./rank";
import { useEmailSearch } from "./use-email-search";

interface CommandPaletteProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onRun: (deed: Deed) => void;
}

/** Everything by its name: places, things to do, emails. */
export function CommandPalette({ isOpen, onOpenChange, onRun }: CommandPaletteProps) {
  const chosen = useRef<Deed>(null);
  function run(deed: Deed) {
    chosen.current = deed;
    onOpenChange(false);
  }
  /** Only when the focus is back, or it would be lost to whatever the command opens. */
  function onClosed() {
    const deed = chosen.current;
    chosen.current = null;
    if (deed) onRun(deed);
  }
  return (
    <BareDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      onClosed={onClosed}
      title="Command palette"
      className="mt-[max(1rem,12dvh)]"
    >
      <Palette onRun={run} />
    </BareDialog>
  );
}

/** Within the dialog, so that each opening begins with an empty field. */
function Palette({ onRun }: { onRun: (deed: Deed) => void }) {
  const [query, setQuery] = useState("");
  const { emails, isLoading, hasFailed } = useEmailSearch(query);
  return (
    <Primitive
      label="Command palette"
      loop
      // Emails are found by now, perhaps by what their row does not show.
      filter={(value, search, keywords) =>
        value.startsWith("email ") ? 0.4 : rank(keywords?.[0] ?? "", search, keywords)
      }
    >
      <div className="flex items-center gap-2.5 border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <Primitive.Input
          data-first-focus
          value={query}
          onValueChange={setQuery}
          placeholder="A page, an action, or an email"
          className="h-12 w-full min-w-0 bg-transparent text-sm outline-none max-sm:text-base"
        />
      </div>
      <Primitive.List className="max-h-[min(26rem,60dvh)] overflow-y-auto overscroll-contain p-2">
        <Group heading="Go to" commands={pages} onRun={onRun} />
        <Group heading="Do" commands={actions} onRun={onRun} />
        {emails.length > 0 && (
          <Primitive.Group heading="Emails" className={groupStyles}>
            {emails.map((email) => (
              <Primitive.Item
                key={email.id}
                value={`email ${email.id}`}
                onSelect={() => onRun({ emailId: email.id })}
                className={itemStyles}
              >
                <Mail aria-hidden className="size-4 shrink-0 text-muted" />
                <span className="grid min-w-0 flex-1">
                  <span className="truncate">{email.subject}</span>
                  <span className="truncate text-[0.8125rem] text-muted">{email.to.join(", ")}</span>
                </span>
                <EmailStatusBadge email={email} />
              </Primitive.Item>
            ))}
          </Primitive.Group>
        )}
      </Primitive.List>
      <Outcome isLoading={isLoading} hasFailed={hasFailed} />
    </Primitive>
  );
}

const groupStyles =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted";
const itemStyles =
  "flex min-h-10 cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm data-[selected=true]:bg-subtle";

interface GroupProps {
  heading: string;
  commands: readonly Command[];
  onRun: (deed: Deed) => void;
}

function Group({ heading, commands, onRun }: GroupProps) {
  return (
    <Primitive.Group heading={heading} className={groupStyles}>
      {commands.map(({ id, label, icon: Icon, deed, words, keys }) => (
        <Primitive.Item
          key={id}
          value={id}
          keywords={[label, words]}
          onSelect={() => onRun(deed)}
          className={itemStyles}
        >
          <Icon aria-hidden className="size-4 shrink-0 text-muted" />
          <span className="flex-1">{label}</span>
          {keys && (
            <span className="max-sm:hidden">
              <Kbd keys={keys} />
            </span>
          )}
        </Primitive.Item>
      ))}
    </Primitive.Group>
  );
}

/** How many fit, for those who do not see the list; and for everybody when none does, or when it can't be said. */
function Outcome({ isLoading, hasFailed }: { isLoading: boolean; hasFailed: boolean }) {
  const count = useCommandState((state) => state.filtered.count);
  const search = useCommandState((state) => state.search);
  const isNothing = count === 0 && !isLoading && !hasFailed;
  const shown = hasFailed
    ? "Emails could not be searched just now."
    : isNothing
      ? `Nothing fits “${search}”. Recent emails are searched by recipient and subject, all by their id.`
      : null;
  return (
    <div role="status" className={shown ? "border-t px-4 py-3 text-[0.8125rem] text-muted" : "sr-only"}>
      {shown ?? (isLoading ? "Searching emails…" : formatCounted(count, "result"))}
    </div>
  );
}
