import Link from "next/link";
import type { ReactNode } from "react";
import { CopyText } from "@/components/copy-text";
import { Time } from "@/components/time";
import { catalogue } from "@/lib/catalogue";
import type { EmailDetail } from "@/lib/contracts/email";
import { listHref } from "./paths";

export function EmailFacts({ email }: { email: EmailDetail }) {
  return (
    <dl className="grid gap-3 text-[0.8125rem]">
      <Fact term="From">{email.from}</Fact>
      <Addresses term="To" addresses={email.to} />
      <Addresses term="Cc" addresses={email.cc} />
      <Addresses term="Bcc" addresses={email.bcc} />
      <Addresses term="Reply-To" addresses={email.reply_to} />
      <Fact term="Sent with">{email.key ? `API key “${email.key.name}”` : "The dashboard"}</Fact>
      {email.template && (
        <Fact term="Template">
          <Template template={email.template} />
        </Fact>
      )}
      {email.scheduled_at && (
        <Fact term="Scheduled for">
          <Time iso={email.scheduled_at} style="full" />
        </Fact>
      )}
      <Fact term={`${catalogue.productName} id`}>
        <CopyText text={email.id} label={`${catalogue.productName} id`} />
      </Fact>
      {email.resend_id && (
        <Fact term="Resend id">
          <CopyText text={email.resend_id} label="Resend id" />
        </Fact>
      )}
      {email.tags.length > 0 && (
        <Fact term="Tags">
          <span className="flex flex-wrap gap-1.5">
            {email.tags.map(({ name, value }) => (
              <Link
                key={name}
                href={listHref({ tag: `${name}=${value}` })}
                title="Emails with this tag"
                className="rounded border bg-subtle px-1.5 py-0.5 font-mono text-xs break-all hover:underline"
              >
                {name}={value}
              </Link>
            ))}
          </span>
        </Fact>
      )}
    </dl>
  );
}

function Template({ template: { id, name, version } }: { template: NonNullable<EmailDetail["template"]> }) {
  if (name === null) return <>Version {version} of a template that is deleted</>;
  return (
    <>
      <Link href={`/dashboard/templates/${id}`} className="text-accent underline underline-offset-2">
        {name}
      </Link>
      , version {version}
    </>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid gap-0.5">
      <dt className="text-muted">{term}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}

function Addresses({ term, addresses }: { term: string; addresses: readonly string[] }) {
  if (addresses.length === 0) return null;
  return <Fact term={term}>{addresses.join(", ")}</Fact>;
}
