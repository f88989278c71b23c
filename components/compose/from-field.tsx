import Link from "next/link";
import { useDomains } from "@/components/domains/use-domains";
import { describedBy, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useAlive } from "@/components/use-alive";
import { catalogue } from "@/lib/catalogue";
import type { From } from "./draft";

interface FromFieldProps {
  value: From;
  onChange: (from: From) => void;
  defaultFrom: string;
  error?: string;
}

/** Who the email is from: an address on one of the customer's verified domains, or the operator's own sender. */
export function FromField({ value, onChange, defaultFrom, error }: FromFieldProps) {
  const isAlive = useAlive();
  const { data } = useDomains();
  const verified = data?.data.filter(({ status }) => status === "verified").map(({ name }) => name) ?? [];
  const { domain } = value;
  // Of a draft that is older than the domain's trouble; the server refuses it and says why.
  const isGone = domain !== null && data !== undefined && !verified.includes(domain);
  const hint = hintFor(domain, verified.length > 0, data !== undefined);
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <Field id="from" label="From" hint={hint} error={error}>
        <div className="flex flex-wrap items-center gap-2">
          {domain !== null && (
            <>
              <Input
                {...describedBy("from", { hint, error })}
                value={value.localPart}
                onChange={(event) => onChange({ ...value, localPart: event.target.value })}
                placeholder="hello"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                className="w-auto min-w-28 flex-1"
              />
              <span aria-hidden className="text-muted">
                @
              </span>
            </>
          )}
          <Select
            {...(domain === null ? describedBy("from", { hint, error }) : { id: "from-domain" })}
            aria-label={domain === null ? undefined : "Domain of the sender"}
            // A choice that is made before the page is alive would be lost.
            disabled={!isAlive}
            value={domain ?? ""}
            onChange={(event) => onChange({ ...value, domain: event.target.value || null })}
            className="w-auto min-w-36 flex-1"
          >
            <option value="">{defaultFrom}</option>
            {isGone && <option value={domain}>{domain} (not verified)</option>}
            {!isGone && domain !== null && data === undefined && <option value={domain}>{domain}</option>}
            {verified.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Select>
        </div>
      </Field>
      {domain !== null && (
        <Field id="from-name" label="Sender’s name (optional)">
          <Input
            id="from-name"
            value={value.name}
            onChange={(event) => onChange({ ...value, name: event.target.value })}
            placeholder="Acme"
            autoComplete="off"
          />
        </Field>
      )}
    </div>
  );
}

function hintFor(domain: string | null, hasVerified: boolean, isKnown: boolean) {
  if (domain !== null || !isKnown) return undefined;
  if (hasVerified)
    return `${catalogue.productName}’s own sender. Choose a domain of yours to send as yourself.`;
  return (
    <>
      {catalogue.productName}’s own sender; replies go to you.{" "}
      <Link href="/dashboard/domains" className="text-accent underline underline-offset-2">
        Verify a domain
      </Link>{" "}
      to send as yourself.
    </>
  );
}
