import { cn } from "@/components/ui/cn";
import { Section } from "./section";

/** In the text of a sample an import is none of this file. */
const SDK = "resend";
const FROM = "Shop <hello@shop.example>";

function curlSample(baseUrl: string): string {
  return `curl ${baseUrl}/emails \\
  -H "Authorization: Bearer $MAILKIT_KEY" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: receipt-1042" \\
  -d '{
    "from": "${FROM}",
    "to": "ada@example.com",
    "subject": "Your receipt",
    "html": "<p>Thank you, Ada.</p>"
  }'`;
}

function nodeSample(baseUrl: string): string {
  return `import { Resend } from "${SDK}";

const mail = new Resend(process.env.MAILKIT_KEY, {
  baseUrl: "${baseUrl}",
});

const { data, error } = await mail.emails.send(
  {
    from: "${FROM}",
    to: "ada@example.com",
    subject: "Your receipt",
    html: "<p>Thank you, Ada.</p>",
  },
  { idempotencyKey: "receipt-1042" },
);`;
}

const answers = [
  {
    title: "Sent",
    status: "200",
    body: `{ "id": "0198c2f4-7d1e-7a53-9f0b-3c1d5e7f9a2b" }

X-MailKit-Credits-Charged: 1
X-MailKit-Credits-Remaining: 4230`,
  },
  {
    title: "Nothing left: the hard stop",
    status: "402",
    body: `{
  "statusCode": 402,
  "name": "monthly_quota_exceeded",
  "message": "No email credits remaining. …",
  "details": {
    "reason": "insufficient_credits",
    "available": 0,
    "required": 1
  }
}`,
  },
];

/**
 * What a program writes, and what it is answered. The choice between languages is one of radio buttons: it works before
 * any script does, and both samples lie on one place, so that choosing moves nothing.
 */
export function CodeSample({ baseUrl }: { baseUrl: string }) {
  return (
    <Section
      id="code"
      title="One request, or the SDK that you have"
      lead="The API is compatible with Resend’s SDKs: change the base URL and the key. Each answer says what it cost, and an Idempotency-Key never sends, or charges, twice."
    >
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <fieldset className="group min-w-0 rounded-xl border bg-surface shadow-card">
          <legend className="sr-only">Language of the sample</legend>
          <div className="flex gap-1 border-b px-3 py-2">
            <Choice name="curl" label="curl" isFirst />
            <Choice name="node" label="Node" />
          </div>
          <div className="grid">
            <Sample
              className="group-has-[#sample-node:checked]:invisible"
              label="With curl"
              text={curlSample(baseUrl)}
            />
            <Sample
              className="group-has-[#sample-curl:checked]:invisible"
              label="With Node"
              text={nodeSample(baseUrl)}
            />
          </div>
        </fieldset>
        <div className="grid gap-5">
          {answers.map(({ title, status, body }) => (
            <figure key={status} className="min-w-0 rounded-xl border bg-surface shadow-card">
              <figcaption className="flex justify-between gap-3 border-b px-4 py-3 text-[0.8125rem] font-medium">
                {title}
                <code className="font-mono text-muted">{status}</code>
              </figcaption>
              <pre className="p-4 font-mono text-xs leading-6 break-words whitespace-pre-wrap">{body}</pre>
            </figure>
          ))}
          <p className="text-[0.8125rem] text-muted">
            {/* The documentation is not of this router's pages. */}
            <a href="/docs" className="rounded font-medium text-accent hover:underline">
              Read the documentation
            </a>
            : batches, schedules, webhooks, errors.
          </p>
        </div>
      </div>
    </Section>
  );
}

function Choice({ name, label, isFirst }: { name: string; label: string; isFirst?: boolean }) {
  return (
    <label
      htmlFor={`sample-${name}`}
      className="cursor-pointer rounded-md px-3 py-1 text-[0.8125rem] font-medium text-muted hover:text-foreground has-checked:bg-subtle has-checked:text-foreground has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
    >
      <input
        id={`sample-${name}`}
        type="radio"
        name="sample"
        value={name}
        defaultChecked={isFirst}
        className="sr-only"
      />
      {label}
    </label>
  );
}

function Sample({ className, label, text }: { className: string; label: string; text: string }) {
  return (
    <figure className={cn("col-start-1 row-start-1 min-w-0", className)} aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrollable by keyboard. */}
      <pre tabIndex={0} className="overflow-x-auto p-4 font-mono text-xs leading-6">
        {text}
      </pre>
    </figure>
  );
}
