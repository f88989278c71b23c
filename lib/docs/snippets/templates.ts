import "server-only";
import { curl, node } from "../write";
import type { Example } from "./example";

/** A template from its first draft to an email. */
export const template: Example = {
  name: "template",
  arrives: ["Thanks for your order, Ada"],
  write: ({ sender }) => [
    node(`
      import { Resend } from "resend";

      const resend = new Resend();

      const { data: template, error } = await resend.templates
        .create({
          name: "Order confirmation",
          subject: "Thanks for your order, {{{NAME}}}",
          html: "<p>{{{PRODUCT}}} for {{{PRICE}}} is on its way.</p>",
          variables: [
            { key: "NAME", type: "string", fallbackValue: "friend" },
            { key: "PRODUCT", type: "string" },
            { key: "PRICE", type: "number" },
          ],
        })
        .publish();
      if (error) throw new Error(error.message);

      const sent = await resend.emails.send({
        from: "${sender}",
        to: "delivered@resend.dev",
        template: {
          id: template.id,
          variables: { NAME: "Ada", PRODUCT: "Vintage Macintosh", PRICE: 499 },
        },
      });
      if (sent.error) throw new Error(sent.error.message);
      console.log(sent.data.id);
    `),
    curl(String.raw`
      call() {
        path=$1
        shift
        curl --silent --fail-with-body "$RESEND_BASE_URL$path" \
          -H "Authorization: Bearer $RESEND_API_KEY" \
          -H "Content-Type: application/json" "$@"
      }

      id=$(call /templates -d '{
        "name": "Order confirmation",
        "subject": "Thanks for your order, {{{NAME}}}",
        "html": "<p>{{{PRODUCT}}} for {{{PRICE}}} is on its way.</p>",
        "variables": [
          { "key": "NAME", "type": "string", "fallback_value": "friend" },
          { "key": "PRODUCT", "type": "string" },
          { "key": "PRICE", "type": "number" }
        ]
      }' | sed -E 's/.*"id":"([^"]+)".*/\1/')

      call "/templates/$id/publish" -X POST &&
        call /emails -d '{
          "from": "${sender}",
          "to": "delivered@resend.dev",
          "template": {
            "id": "'"$id"'",
            "variables": { "NAME": "Ada", "PRODUCT": "Vintage Macintosh", "PRICE": 499 }
          }
        }'
    `),
  ],
};
