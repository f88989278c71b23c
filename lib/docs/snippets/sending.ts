import "server-only";
import { curl, node } from "../write";
import type { Example } from "./example";

/** Recipients, tags and headers. */
export const fullEmail: Example = {
  name: "an email with everything",
  arrives: ["Your order 1042"],
  write: ({ sender }) => [
    node(`
      import { Resend } from "resend";

      const resend = new Resend();

      const { data, error } = await resend.emails.send({
        from: "Acme <${sender}>",
        to: ["delivered+ada@resend.dev", "delivered+bob@resend.dev"],
        cc: "delivered+shop@resend.dev",
        replyTo: "help@acme.dev",
        subject: "Your order 1042",
        html: "<p>Your order is on its way.</p>",
        text: "Your order is on its way.",
        headers: { "X-Order": "1042" },
        tags: [{ name: "category", value: "order" }],
      });
      if (error) throw new Error(error.message);
      console.log(data.id);
    `),
    curl(String.raw`
      curl --fail-with-body "$RESEND_BASE_URL/emails" \
        -H "Authorization: Bearer $RESEND_API_KEY" \
        -H "Content-Type: application/json" \
        -d '{
          "from": "Acme <${sender}>",
          "to": ["delivered+ada@resend.dev", "delivered+bob@resend.dev"],
          "cc": "delivered+shop@resend.dev",
          "reply_to": "help@acme.dev",
          "subject": "Your order 1042",
          "html": "<p>Your order is on its way.</p>",
          "text": "Your order is on its way.",
          "headers": { "X-Order": "1042" },
          "tags": [{ "name": "category", "value": "order" }]
        }'
    `),
  ],
};

/** A file, and a picture that the HTML shows. */
export const attachments: Example = {
  name: "attachments",
  arrives: ["Your invoice"],
  write: ({ sender }) => [
    node(`
      import { Resend } from "resend";

      const resend = new Resend();
      const dot =
        "R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=";

      const { data, error } = await resend.emails.send({
        from: "${sender}",
        to: "delivered@resend.dev",
        subject: "Your invoice",
        html: '<p><img src="cid:logo" alt="Acme"> Your invoice is attached.</p>',
        attachments: [
          { filename: "invoice.txt", content: Buffer.from("Total: 12.00") },
          { filename: "logo.gif", content: dot, contentId: "logo" },
        ],
      });
      if (error) throw new Error(error.message);
      console.log(data.id);
    `),
    curl(String.raw`
      curl --fail-with-body "$RESEND_BASE_URL/emails" \
        -H "Authorization: Bearer $RESEND_API_KEY" \
        -H "Content-Type: application/json" \
        -d '{
          "from": "${sender}",
          "to": "delivered@resend.dev",
          "subject": "Your invoice",
          "html": "<p><img src=\"cid:logo\" alt=\"Acme\"> Your invoice is attached.</p>",
          "attachments": [
            { "filename": "invoice.txt", "content": "'"$(printf 'Total: 12.00' | base64)"'" },
            {
              "filename": "logo.gif",
              "content": "R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=",
              "content_id": "logo"
            }
          ]
        }'
    `),
  ],
};

/** MailKit's own field, which the SDK does not know. */
export const unsubscribe: Example = {
  name: "one-click unsubscribe",
  arrives: ["This week at Acme"],
  write: ({ sender }) => [
    node(`
      import { Resend } from "resend";

      const resend = new Resend();

      // emails.send drops fields that Resend does not have; post sends them.
      const { data, error } = await resend.post("/emails", {
        from: "${sender}",
        to: "delivered@resend.dev",
        subject: "This week at Acme",
        html: "<p>News.</p>",
        unsubscribe: true,
      });
      if (error) throw new Error(error.message);
      console.log(data.id);
    `),
    curl(String.raw`
      curl --fail-with-body "$RESEND_BASE_URL/emails" \
        -H "Authorization: Bearer $RESEND_API_KEY" \
        -H "Content-Type: application/json" \
        -d '{
          "from": "${sender}",
          "to": "delivered@resend.dev",
          "subject": "This week at Acme",
          "html": "<p>News.</p>",
          "unsubscribe": true
        }'
    `),
  ],
};
