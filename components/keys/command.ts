import { quoteForShell } from "@/components/shell-text";

/** A request that sends an email, for a shell. The sender is one that every customer may use. */
export function sendCommand({ baseUrl, from }: { baseUrl: string; from: string }): string {
  const email = { from, to: "delivered@resend.dev", subject: "Hello", text: "It works." };
  return [
    `curl ${baseUrl}/emails`,
    '-H "Authorization: Bearer mk_YOUR_KEY"',
    '-H "Content-Type: application/json"',
    `-d ${quoteForShell(JSON.stringify(email))}`,
  ].join(" \\\n  ");
}
