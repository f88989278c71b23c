/** What the page asks before it is left, because something would be lost; null for nothing. */
let question: string | null = null;

/** Sets what is asked; null takes it back. One page has one at a time. */
export function guardLeaving(asked: string | null): void {
  question = asked;
}

/** Whether something would be lost, and nobody has agreed to that. */
export function isGuarded(): boolean {
  return question !== null;
}

/** Whether the page may be left. Asks the reader if something would be lost, and after a yes not again. */
export function mayLeave(): boolean {
  if (question !== null && !window.confirm(question)) return false;
  question = null;
  return true;
}
