import { Section } from "./section";

const answers = [
  {
    title: "Sent",
    status: "200",
    body: `{
  "id": "0198c2f4-7d1e-7a53-9f0b-3c1d5e7f9a2b",
  "status": "sent",
  "resend_id": "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794",
  "credits": { "charged": 1, "available": 4230 }
}`,
  },
  {
    title: "Nothing left",
    status: "402",
    body: `{
  "code": "insufficient_credits",
  "error": "No email credits remaining. Buy a top-up pack or upgrade your plan.",
  "available": 0,
  "required": 1
}`,
  },
];

/** What a send answers, shortened where a member says nothing about money. */
export function Answers() {
  return (
    <Section
      id="answers"
      title="Every send says what it cost"
      lead="Each answer carries what was charged and what is left. An Idempotency-Key names the email: the same key gives the same answer, and never a second email or charge."
    >
      <div className="grid gap-5 lg:grid-cols-2">
        {answers.map(({ title, status, body }) => (
          <figure key={status} className="min-w-0 rounded-xl border bg-surface shadow-card">
            <figcaption className="flex justify-between border-b px-4 py-3 text-[0.8125rem] font-medium">
              {title}
              <code className="font-mono text-muted">{status}</code>
            </figcaption>
            <pre className="p-4 font-mono text-xs leading-6 break-words whitespace-pre-wrap">{body}</pre>
          </figure>
        ))}
      </div>
    </Section>
  );
}
