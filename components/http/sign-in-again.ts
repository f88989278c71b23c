let isLeaving = false;

/** Sends the reader to the sign-in page and back here afterwards. Several requests may fail at once; one move is enough. */
export function signInAgain(): void {
  if (isLeaving) return;
  isLeaving = true;
  const here = `${window.location.pathname}${window.location.search}`;
  window.location.assign(`/signin?next=${encodeURIComponent(here)}`);
}

/** Goes somewhere else although the session may have ended: what fails on this page meanwhile leads nowhere. */
export function moveOn(path: string): void {
  isLeaving = true;
  window.location.assign(path);
}
