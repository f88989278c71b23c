import "server-only";
import type { Snippet } from "../../contracts/docs";

/** Programs that receive webhooks. A test starts each of them and posts to it. */

const receiver = (label: string, head: string, verify: string): Snippet => ({
  label,
  language: "javascript",
  code: `import { createServer } from "node:http";
${head}

createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    try {
      // The signature is over the exact text: verify first, parse afterwards.
${verify}
      console.log(event.type, event.data);
      response.writeHead(200).end();
    } catch {
      response.writeHead(400).end();
    }
  });
}).listen(process.env.PORT ?? 3001);`,
});

export const receivers: readonly Snippet[] = [
  receiver(
    "standardwebhooks",
    `import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.WEBHOOK_SECRET);`,
    "      const event = webhook.verify(body, request.headers);",
  ),
  receiver(
    "Resend's SDK",
    `import { Resend } from "resend";

const resend = new Resend();`,
    `      const event = resend.webhooks.verify({
        payload: body,
        headers: {
          id: request.headers["svix-id"],
          timestamp: request.headers["svix-timestamp"],
          signature: request.headers["svix-signature"],
        },
        webhookSecret: process.env.WEBHOOK_SECRET,
      });`,
  ),
];
