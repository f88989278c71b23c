import { subscribe } from "node:diagnostics_channel";

/* Loaded into the app's process by `NODE_OPTIONS=--import`: ends it, as a crash would, at the checkpoint KILL_AT. */
subscribe("mailkit:checkpoint", (name) => {
  if (name === process.env.KILL_AT) process.kill(process.pid, "SIGKILL");
});
