import "server-only";
import type { Snippet } from "../../contracts/docs";
import type { Site } from "../site";
import { curl, node, php, python, ruby } from "../write";
import type { Example } from "./example";
import { compiled } from "./first-email-compiled";

/** The first email, with each of Resend's SDKs. Each is told where to go in its own way. */
export const firstEmail: Example = {
  name: "first email",
  arrives: ["Hello from MailKit"],
  write: (site) => [...interpreted(site), ...compiled(site)],
};

const interpreted = ({ baseUrl, sender }: Site): Snippet[] => [
  node(`
      import { Resend } from "resend";

      // Reads RESEND_API_KEY and RESEND_BASE_URL.
      const resend = new Resend();

      const { data, error } = await resend.emails.send({
        from: "${sender}",
        to: "delivered@resend.dev",
        subject: "Hello from MailKit",
        html: "<p>It works.</p>",
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
          "subject": "Hello from MailKit",
          "html": "<p>It works.</p>"
        }'
    `),
  python(`
      import os
      import resend

      resend.api_key = os.environ["RESEND_API_KEY"]
      # Or set RESEND_API_URL. Without a slash at the end.
      resend.api_url = "${baseUrl}"

      email = resend.Emails.send({
          "from": "${sender}",
          "to": ["delivered@resend.dev"],
          "subject": "Hello from MailKit",
          "html": "<p>It works.</p>",
      })
      print(email["id"])
    `),
  php(`
      // Read when the client is made.
      putenv("RESEND_BASE_URL=${baseUrl}");
      $resend = Resend::client(getenv("RESEND_API_KEY"));

      $email = $resend->emails->send([
          "from" => "${sender}",
          "to" => ["delivered@resend.dev"],
          "subject" => "Hello from MailKit",
          "html" => "<p>It works.</p>",
      ]);
      echo $email->id;
    `),
  ruby(`
      # Read when the gem is loaded. With a slash at the end.
      ENV["RESEND_BASE_URL"] = "${baseUrl}/"
      require "resend"

      Resend.api_key = ENV["RESEND_API_KEY"]

      email = Resend::Emails.send(
        from: "${sender}",
        to: ["delivered@resend.dev"],
        subject: "Hello from MailKit",
        html: "<p>It works.</p>"
      )
      puts email[:id]
    `),
];
