/** A request that sends an email, for a shell. The sender is one that every customer may use. */
export function sendCommand({ baseUrl, from }: { baseUrl: string; from: string }): string {
  const email = { from, to: "delivered@resend.dev", subject: "Hello", text: "It works." };
  return [
    `curl ${baseUrl}/emails`,
    '-H "Authorization: Bearer mk_YOUR_KEY"',
    '-H "Content-Type: application/json"',
    `-d ${quote(JSON.stringify(email))}`,
  ].join(" \\\n  ");
}

/** Between single quotes a shell takes everything as it is, but for a single quote. */
const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
