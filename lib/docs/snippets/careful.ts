import "server-only";
import { curl, node } from "../write";
import type { Example } from "./example";

/** What a dry run says, without sending. */
export const dryRun: Example = {
  name: "dry run",
  arrives: [],
  write: ({ sender }) => [
    node(`
      import { Resend } from "resend";

      const resend = new Resend();

      const { data, error } = await resend.emails.send(
        {
          from: "${sender}",
          to: ["delivered+ada@resend.dev", "delivered+bob@resend.dev"],
          subject: "Would this be sent?",
          text: "Hi",
        },
        { headers: { "x-mailkit-dry-run": "1" } },
      );
      if (error) throw new Error(error.message);
      console.log(data);
    `),
    curl(String.raw`
      curl --fail-with-body "$RESEND_BASE_URL/emails" \
        -H "Authorization: Bearer $RESEND_API_KEY" \
        -H "Content-Type: application/json" \
        -H "x-mailkit-dry-run: 1" \
        -d '{
          "from": "${sender}",
          "to": ["delivered+ada@resend.dev", "delivered+bob@resend.dev"],
          "subject": "Would this be sent?",
          "text": "Hi"
        }'
    `),
  ],
};

/** The same request twice: one email. */
export const idempotentSend: Example = {
  name: "idempotent send",
  arrives: ["Your receipt"],
  write: ({ sender }) => [
    node(`
      import { Resend } from "resend";

      const resend = new Resend();
      const receipt = {
        from: "${sender}",
        to: "delivered@resend.dev",
        subject: "Your receipt",
        text: "Thank you.",
      };

      const first = await resend.emails.send(receipt, { idempotencyKey: "receipt/node/1042" });
      const again = await resend.emails.send(receipt, { idempotencyKey: "receipt/node/1042" });
      if (first.error || again.error) throw new Error("Not sent");
      console.log(first.data.id === again.data.id, again.headers["idempotency-replayed"]);
    `),
    curl(String.raw`
      for attempt in 1 2; do
        curl --fail-with-body "$RESEND_BASE_URL/emails" \
          -H "Authorization: Bearer $RESEND_API_KEY" \
          -H "Content-Type: application/json" \
          -H "Idempotency-Key: receipt/curl/1042" \
          -d '{
            "from": "${sender}",
            "to": "delivered@resend.dev",
            "subject": "Your receipt",
            "text": "Thank you."
          }'
      done
    `),
  ],
};

/** What to do about the errors that a program can do something about. */
export const handleErrors: Example = {
  name: "errors",
  arrives: ["Your code"],
  write: ({ sender }) => [
    node(`
      import { randomUUID } from "node:crypto";
      import { setTimeout as wait } from "node:timers/promises";
      import { Resend } from "resend";

      const resend = new Resend();
      const email = {
        from: "${sender}",
        to: "delivered@resend.dev",
        subject: "Your code",
        text: "123456",
      };
      const idempotencyKey = randomUUID();

      for (let attempt = 1; attempt <= 5; attempt++) {
        const { data, error, headers } = await resend.emails.send(email, { idempotencyKey });
        if (data) {
          console.log("accepted", data.id);
          break;
        }
        const { statusCode, details } = error;
        if (details?.reason === "insufficient_credits")
          throw new Error("Buy credits: " + details.top_up_url);
        // No answer, too fast, or trouble on the other side: the same key makes it safe to try again.
        const isWorthAnotherTry = statusCode === null || statusCode === 429 || statusCode >= 500;
        if (!isWorthAnotherTry || attempt === 5) throw new Error(error.message);
        await wait(1000 * Number(headers?.["retry-after"] ?? 2 ** attempt));
      }
    `),
  ],
};
