"use client";

import { MailCheck } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { fetchJson, jsonPost, messageOf, ProblemError } from "@/components/http/fetch-json";
import { Button } from "@/components/ui/button";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { isBareAddress } from "@/lib/contracts/address";
import type { LinkSent } from "@/lib/contracts/sign-in";

/** How long a link works, in minutes. The mail says the same. */
const LINK_LIFE_MINUTES = 10;

interface Sent {
  email: string;
  inboxUrl: string | null;
}

/** Asks for a link by email. `next` is where to go afterwards; the server decides whether it may. */
export function EmailForm({ next }: { next: string }) {
  const [email, setEmail] = useState("");
  const [error, setError] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const [sent, setSent] = useState<Sent | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const address = email.trim();
    if (!isBareAddress(address)) return setError("Write your address as name@domain.");
    setIsPending(true);
    setError(undefined);
    try {
      const answer = await fetchJson<LinkSent>("/api/auth/email-link", jsonPost({ email: address, next }));
      setSent({ email: address, inboxUrl: answer.inbox_url });
    } catch (cause) {
      setError(explain(cause));
    } finally {
      setIsPending(false);
    }
  }

  if (sent) return <CheckInbox sent={sent} onAgain={() => setSent(null)} />;
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
      <Field id="email" label="Email" error={error}>
        <Input
          {...describedBy("email", { error })}
          type="email"
          name="email"
          autoComplete="email"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          placeholder="you@company.com"
        />
      </Field>
      <Button type="submit" isPending={isPending}>
        Email me a sign-in link
      </Button>
    </form>
  );
}

function CheckInbox({ sent, onAgain }: { sent: Sent; onAgain: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div role="status" className="flex flex-col items-center text-center">
      <MailCheck aria-hidden className="size-8 text-accent" />
      <h2 ref={heading} tabIndex={-1} className="mt-3 font-semibold outline-none">
        Check your inbox
      </h2>
      <p className="mt-1 text-muted">
        We sent a sign-in link to{" "}
        <strong className="font-medium wrap-anywhere text-foreground">{sent.email}</strong>. It works once,
        for {LINK_LIFE_MINUTES} minutes.
      </p>
      <div className="mt-5 flex flex-wrap justify-center gap-2">
        {sent.inboxUrl && (
          <Button asChild>
            <a href={sent.inboxUrl} target="_blank" rel="noreferrer">
              Open the sandbox inbox
            </a>
          </Button>
        )}
        <Button variant="secondary" onClick={onAgain}>
          Use another address
        </Button>
      </div>
    </div>
  );
}

function explain(error: unknown): string {
  if (error instanceof ProblemError) return error.problem.errors?.[0]?.detail ?? error.message;
  return messageOf(error);
}
