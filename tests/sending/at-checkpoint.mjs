import { subscribe } from "node:diagnostics_channel";

/*
 * Loaded into the app's process by `NODE_OPTIONS=--import`: when it comes to the checkpoint AT_CHECKPOINT for the first
 * time, it gets CHECKPOINT_SIGNAL. SIGKILL, the default, is a crash; SIGSTOP is a process that stalls.
 */
let isDone = false;
subscribe("mailkit:checkpoint", (name) => {
  if (isDone || name !== process.env.AT_CHECKPOINT) return;
  isDone = true;
  process.kill(process.pid, process.env.CHECKPOINT_SIGNAL ?? "SIGKILL");
});
