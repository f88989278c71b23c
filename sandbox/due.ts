import { runDueDodoWork } from "./dodo/due";
import { sendScheduledEmails } from "./resend/delivery";
import type { Sandbox } from "./sandbox";

/** Everything that time brings about. Called before each request, after each move of the clock, and now and then. */
export function runDueWork(sandbox: Sandbox): void {
  runDueDodoWork(sandbox);
  sendScheduledEmails(sandbox);
}
