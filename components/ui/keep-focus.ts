const FOCUSABLE = "a[href], button:not(:disabled), input:not(:disabled), select, textarea, [tabindex='0']";

/** Where the focus is, remembered for when that is gone. */
interface Place {
  element: Element;
  /** The row of a list or a table that it is in, and where that stands. */
  list: Element | null;
  index: number;
}

/**
 * Watches for what has the focus going away: a row that was deleted, a page that was left. The browser would forget where
 * somebody without a mouse was; here the focus goes to the row that took its place, else to the content of the page.
 * Returns how to stop.
 */
export function keepFocus(): () => void {
  let place: Place | null = null;
  const remember = (target: EventTarget | null) => {
    // What opened a dialog gets the focus back, unless that is gone by then.
    if (target instanceof Element && !target.closest("dialog")) place = placeOf(target);
  };
  const onFocus = ({ target }: FocusEvent) => remember(target);
  const observer = new MutationObserver(() => {
    if (!place || place.element.isConnected || hasFocus()) return;
    const lost = place;
    place = null;
    // Whoever removed it may have a better place in mind.
    requestAnimationFrame(() => hasFocus() || neighbourOf(lost)?.focus({ preventScroll: true }));
  });
  // It comes a moment after the page, and somebody may have been quicker.
  if (document.activeElement !== document.body) remember(document.activeElement);
  document.addEventListener("focusin", onFocus);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener("focusin", onFocus);
    observer.disconnect();
  };
}

/** True while a dialog is open, too: behind it nothing can have the focus, and its own buttons lose it while they work. */
const hasFocus = () =>
  (document.activeElement !== null && document.activeElement !== document.body) ||
  document.querySelector("dialog[open]") !== null;

function placeOf(element: Element): Place {
  const row = element.closest("li, tr, [data-row]");
  const list = row?.parentElement ?? null;
  return { element, list, index: row && list ? [...list.children].indexOf(row) : -1 };
}

function neighbourOf({ list, index }: Place): HTMLElement | null {
  const rows = list?.isConnected ? [...list.children] : [];
  for (const row of [rows[index], rows[index - 1]]) {
    const found = row?.querySelector<HTMLElement>(FOCUSABLE);
    if (found) return found;
  }
  return document.getElementById("content");
}
