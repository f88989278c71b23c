/** How long a second key may take, as in `g` `e`. */
export const SEQUENCE_MS = 1500;

/** Keys in their order, and what they are for. */
export interface Shortcut {
  keys: readonly string[];
  label: string;
}

/**
 * What the keys pressed so far mean: a shortcut, the beginning of one (`pending`), or nothing. Pure. A key that does not
 * go on begins anew, so that `g` `g` `e` is still `g` `e`.
 */
export function matchKeys<S extends Shortcut>(
  shortcuts: readonly S[],
  pressed: readonly string[],
): { found: S | null; pending: readonly string[] } {
  for (let from = 0; from < pressed.length; from++) {
    const keys = pressed.slice(from);
    const begun = shortcuts.filter((shortcut) => keys.every((key, index) => shortcut.keys[index] === key));
    const found = begun.find((shortcut) => shortcut.keys.length === keys.length);
    if (found) return { found, pending: [] };
    if (begun.length > 0) return { found: null, pending: keys };
  }
  return { found: null, pending: [] };
}

/** Where a key belongs to what has the focus: text that is being written, choices by their first letter, dialogs. */
const OCCUPIED =
  'input, textarea, select, [contenteditable=""], [contenteditable="true"], dialog, [role="menu"], [role="listbox"], [role="combobox"], iframe';

export function isOccupied(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(OCCUPIED) !== null;
}

/** True if a dialog stands over the page: then the page's keys rest. */
export function isDialogOpen(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

/** What ⌘K is called here. Only Apple's keyboards have ⌘. */
export function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}
