"use client";

import { useRefusal } from "@/components/role/role";
import { Card } from "@/components/ui/card";
import { NameForm } from "./name-form";

interface ProfileProps {
  email: string;
  name: string;
  accountName: string;
  accountEmail: string;
}

/** Who the reader is, and what their account is called. */
export function Profile({ email, name, accountName, accountEmail }: ProfileProps) {
  const refusal = useRefusal("owner");
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <Card title="You">
        <Address text="You sign in with" address={email} />
        <NameForm
          id="your-name"
          label="Your name"
          hint="Other members of the account see it."
          path="/api/profile"
          initial={name}
          autoComplete="name"
          refusal={null}
        />
      </Card>
      <Card title="Account">
        <Address text="Warnings about credits, and replies to your emails, go to" address={accountEmail} />
        <NameForm
          id="account-name"
          label="Name of the account"
          hint="Members see it, and invites are written in its name."
          path="/api/account"
          initial={accountName}
          autoComplete="organization"
          refusal={refusal}
        />
      </Card>
    </div>
  );
}

function Address({ text, address }: { text: string; address: string }) {
  return (
    <p className="mb-4 text-muted">
      {text} <strong className="font-medium wrap-anywhere text-foreground">{address}</strong>.
    </p>
  );
}
