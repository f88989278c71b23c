import "server-only";
import type { Guide } from "../../contracts/docs";
import type { Site } from "../site";
import { firstEmail } from "../snippets/first-email";
import { code, list, note, section, shell, steps, table } from "../write";

/** From nothing to the first email. */
export function quickStart(site: Site): Guide {
  const { baseUrl, sender } = site;
  return {
    slug: "quick-start",
    title: "Quick start",
    summary: "Make a key, and send your first email with the SDK that you know from Resend.",
    sections: [
      section(
        "Get credits and a key",
        steps(
          "[Sign in](/signin) and buy credits on the page [Billing](/dashboard/billing). One credit pays for one recipient.",
          "Make a key on the page [API keys](/dashboard/keys). You see it once: it begins with `mk_`.",
          "Put both lines into your environment, such as a file `.env`:",
        ),
        code(
          shell(`
            export RESEND_API_KEY=mk_your_key
            export RESEND_BASE_URL=${baseUrl}
          `),
        ),
      ),
      section(
        "Send an email",
        `MailKit speaks Resend's protocol. Install Resend's SDK for your language and tell it MailKit's address. \`${sender}\` is this service's own address; you can send from it right away, and from your own domain once you have [verified](/docs/domains) it.`,
        code(shell("npm install resend")),
        code(...firstEmail.write(site)),
        "The answer is the email's id. It comes as soon as the email is stored: from then on MailKit sends it, whatever happens to your program.",
        note(
          "`delivered@resend.dev` is a [test address](/docs/test-addresses): mail to it arrives nowhere and bothers nobody. It costs a credit like any other.",
        ),
      ),
      section(
        "The address in each SDK",
        "Each SDK takes the address in its own way. The slash at the end matters.",
        table(
          "How each SDK is given MailKit's address",
          ["SDK", "In the environment", "In code", "Address"],
          [
            ["Node.js", "`RESEND_BASE_URL`", "`new Resend(key, { baseUrl })`", `\`${baseUrl}\``],
            ["Python", "`RESEND_API_URL`", "`resend.api_url`", `\`${baseUrl}\``],
            ["PHP, Laravel", "`RESEND_BASE_URL`", "`putenv` before `Resend::client()`", `\`${baseUrl}\``],
            ["Go", "`RESEND_BASE_URL`", "`client.BaseURL`", `\`${baseUrl}/\``],
            ["Ruby", "`RESEND_BASE_URL`, before the gem is loaded", "–", `\`${baseUrl}/\``],
            ["Rust", "`RESEND_BASE_URL`", "`ConfigBuilder::base_url`", `\`${baseUrl}\``],
            [".NET", "–", "`ResendClientOptions.ApiUrl`", `\`${baseUrl}\``],
          ],
        ),
        list(
          "The SDK for Java and the Resend provider of Auth.js have a fixed address. Call the API over HTTP there.",
          "SDKs follow redirects and may lose the email on the way, so use the address exactly as it is written here, with its scheme.",
        ),
      ),
      section(
        "What next",
        list(
          "[Send](/docs/sending) from your own domain, with files, tags and several recipients.",
          "Give every email an [idempotency key](/docs/idempotency), so that trying again is always safe.",
          "Handle the [errors](/docs/errors) that you can do something about: no credits, too fast.",
          "Know [what costs a credit](/docs/credits), and what never does.",
        ),
      ),
    ],
  };
}
