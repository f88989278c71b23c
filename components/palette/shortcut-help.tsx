"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { actions, type Command, pages } from "./commands";
import { useShortcutSetting } from "./shortcut-setting";
import { isApple } from "./shortcuts";

/** Which keys do what, and the switch for them. */
export function ShortcutHelp(dialog: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  const [isOn, set] = useShortcutSetting();
  return (
    <Dialog
      {...dialog}
      title="Keyboard shortcuts"
      description="Keys are pressed one after the other. They rest while you type."
    >
      <dl className="grid gap-x-8 sm:grid-cols-2">
        <Row label="Command palette" keys={[isApple() ? "⌘ K" : "Ctrl K"]} />
        <Row label="Send, while writing" keys={[isApple() ? "⌘ Enter" : "Ctrl Enter"]} />
        {[...actions, ...pages].filter(hasKeys).map(({ id, label, keys }) => (
          <Row key={id} label={label} keys={keys} />
        ))}
      </dl>
      <Checkbox
        label="Use single-key shortcuts in this browser"
        checked={isOn}
        onChange={(event) => set(event.target.checked)}
      />
    </Dialog>
  );
}

const hasKeys = (command: Command): command is Command & { keys: readonly string[] } => command.keys !== null;

function Row({ label, keys }: { label: string; keys: readonly string[] }) {
  return (
    <div className="flex min-h-9 items-center justify-between gap-4 border-b text-sm">
      <dt>{label}</dt>
      <dd>
        <Kbd keys={keys} />
        <span className="sr-only">{keys.join(" then ")}</span>
      </dd>
    </div>
  );
}
