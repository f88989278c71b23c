"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import { type Deed, shortcuts } from "./commands";
import { useShortcutSetting } from "./shortcut-setting";
import { isApple, isDialogOpen, isOccupied, matchKeys, SEQUENCE_MS } from "./shortcuts";

/** Listens for keys on the whole page. `run` gets what they mean; nothing while somebody types or a dialog is open. */
export function useShortcuts(run: (deed: Deed) => void): void {
  const [isOn] = useShortcutSetting();
  const pressed = useRef<{ keys: readonly string[]; at: number }>({ keys: [], at: 0 });

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    const hasCommandKey = isApple() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    if (hasCommandKey && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      if (isDialogOpen()) return;
      event.preventDefault();
      run({ act: "palette" });
      return;
    }
    const isPlain = !event.metaKey && !event.ctrlKey && !event.altKey && event.key.length === 1;
    if (!isOn || !isPlain || isOccupied(event.target) || isDialogOpen()) {
      pressed.current = { keys: [], at: 0 };
      return;
    }
    const { keys, at } = pressed.current;
    const earlier = event.timeStamp - at < SEQUENCE_MS ? keys : [];
    const { found, pending } = matchKeys(shortcuts, [...earlier, event.key.toLowerCase()]);
    pressed.current = { keys: pending, at: event.timeStamp };
    if (!found) return;
    event.preventDefault();
    run(found.deed);
  });

  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
