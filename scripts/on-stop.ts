const PARENT_POLL_MS = 500;

/**
 * Calls `stop` once when this program is asked to end: by Ctrl-C, by a signal, or because the npm that started it is
 * gone. The last is for `kill` on npm, which ends npm's shell and tells nobody below it.
 */
export function onStop(stop: () => void): void {
  let isStopping = false;
  const once = () => {
    if (isStopping) return;
    isStopping = true;
    stop();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, once);
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && once(), PARENT_POLL_MS).unref();
}
