import "server-only";
import { curl, node } from "../write";
import type { Example } from "./example";

/** Two emails in one request. */
export const batch: Example = {
  name: "batch",
  arrives: ["Your ticket A1", "Your ticket B2"],
  write: ({ sender }) => [
    node(`
      import { Resend } from "resend";

      const resend = new Resend();

      const { data, error } = await resend.batch.send(
        [
          { from: "${sender}", to: "delivered@resend.dev", subject: "Your ticket A1", text: "A1" },
          { from: "${sender}", to: "delivered@resend.dev", subject: "Your ticket B2", text: "B2" },
        ],
        { batchValidation: "permissive" },
      );
      if (error) throw new Error(error.message);
      console.log(data.data.map(({ id }) => id));
      for (const { index, message } of data.errors ?? []) console.log("not sent:", index, message);
    `),
    curl(String.raw`
      curl --fail-with-body "$RESEND_BASE_URL/emails/batch" \
        -H "Authorization: Bearer $RESEND_API_KEY" \
        -H "Content-Type: application/json" \
        -H "x-batch-validation: permissive" \
        -d '[
          { "from": "${sender}", "to": "delivered@resend.dev", "subject": "Your ticket A1", "text": "A1" },
          { "from": "${sender}", "to": "delivered@resend.dev", "subject": "Your ticket B2", "text": "B2" }
        ]'
    `),
  ],
};

/** Put off, moved, called off: in the end nothing is sent. */
export const scheduled: Example = {
  name: "scheduled email",
  arrives: [],
  write: ({ sender }) => [
    node(`
      import { Resend } from "resend";

      const resend = new Resend();

      const { data, error } = await resend.emails.send({
        from: "${sender}",
        to: "delivered@resend.dev",
        subject: "Your trial ends tomorrow",
        text: "Tomorrow it ends.",
        scheduledAt: "tomorrow at 9am",
      });
      if (error) throw new Error(error.message);

      const moved = await resend.emails.update({ id: data.id, scheduledAt: "in 2 days" });
      if (moved.error) throw new Error(moved.error.message);

      const canceled = await resend.emails.cancel(data.id);
      if (canceled.error) throw new Error(canceled.error.message);
    `),
    curl(String.raw`
      call() {
        path=$1
        shift
        curl --silent --fail-with-body "$RESEND_BASE_URL$path" \
          -H "Authorization: Bearer $RESEND_API_KEY" \
          -H "Content-Type: application/json" "$@"
      }

      id=$(call /emails -d '{
        "from": "${sender}",
        "to": "delivered@resend.dev",
        "subject": "Your trial ends tomorrow",
        "text": "Tomorrow it ends.",
        "scheduled_at": "tomorrow at 9am"
      }' | sed -E 's/.*"id":"([^"]+)".*/\1/')

      call "/emails/$id" -X PATCH -d '{ "scheduled_at": "in 2 days" }' &&
        call "/emails/$id/cancel" -X POST
    `),
  ],
};

/** How an email stands. */
export const readEmails: Example = {
  name: "reading emails",
  arrives: [],
  write: () => [
    node(`
      import { Resend } from "resend";

      const resend = new Resend();

      const { data: page, error } = await resend.emails.list({ limit: 1 });
      if (error) throw new Error(error.message);
      for (const { id } of page.data) {
        const { data: email } = await resend.emails.get(id);
        console.log(email.subject, email.last_event);
      }
    `),
    curl(String.raw`
      curl --fail-with-body "$RESEND_BASE_URL/emails?limit=1" \
        -H "Authorization: Bearer $RESEND_API_KEY"
    `),
  ],
};
