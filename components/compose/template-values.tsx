"use client";

import Link from "next/link";
import useSWR from "swr";
import { fetchJson, messageOf } from "@/components/http/fetch-json";
import { versionPath } from "@/components/templates/paths";
import { usePreview } from "@/components/templates/use-preview";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { MailPreview } from "@/components/ui/mail-preview";
import { Skeleton } from "@/components/ui/skeleton";
import type { TemplateVersion } from "@/lib/contracts/template-version";
import { type TemplateChoice, valuesOf } from "./template-choice";

interface TemplateValuesProps {
  choice: TemplateChoice;
  onChange: (choice: TemplateChoice) => void;
}

/** A field for each variable of the chosen template, and how the email looks with what was typed. */
export function TemplateValues({ choice, onChange }: TemplateValuesProps) {
  const { id, name, version, from, variables, values } = choice;
  return (
    <div className="grid grid-cols-1 gap-4 rounded-md border p-4">
      <p className="text-[0.8125rem] text-muted">
        Version {version} of{" "}
        <Link href={`/dashboard/templates/${id}`} className="text-accent underline underline-offset-2">
          {name}
        </Link>
        .{from && ` It is sent from ${from} unless you choose a domain above.`}
      </p>
      {variables.length > 0 && (
        <fieldset className="grid gap-4 sm:grid-cols-2">
          <legend className="mb-2 text-[0.8125rem] font-medium">Variables</legend>
          {variables.map(({ key, type, fallback }) => (
            <Field key={key} id={`variable-${key}`} label={key}>
              <Input
                id={`variable-${key}`}
                value={values[key] ?? ""}
                onChange={(event) =>
                  onChange({ ...choice, values: { ...values, [key]: event.target.value } })
                }
                placeholder={fallback ?? (type === "number" ? "A number, required" : "Required")}
                inputMode={type === "number" ? "decimal" : undefined}
                autoComplete="off"
              />
            </Field>
          ))}
        </fieldset>
      )}
      <ChoicePreview choice={choice} />
    </div>
  );
}

function ChoicePreview({ choice }: { choice: TemplateChoice }) {
  const { data, error } = useSWR(versionPath(choice.id, choice.version), (path: string) =>
    fetchJson<TemplateVersion>(path),
  );
  if (data) return <Drawn version={data} choice={choice} />;
  return error ? <p className="text-danger">{messageOf(error)}</p> : <Skeleton className="h-96" />;
}

function Drawn({ version, choice }: { version: TemplateVersion; choice: TemplateChoice }) {
  const { subject, html, text, variables } = version;
  const { preview, error } = usePreview({
    subject,
    html,
    text,
    variables: variables.map(({ key, type, fallback_value }) => ({ key, type, fallback_value })),
    values: valuesOf(choice),
  });
  return (
    <>
      {error !== undefined && (
        <p role="status" className="text-[0.8125rem] font-medium text-danger">
          {messageOf(error).replaceAll("`", "")}
        </p>
      )}
      {preview?.subject && (
        <p className="break-words">
          <span className="text-muted">Subject of the template: </span>
          {preview.subject}
        </p>
      )}
      {preview ? <MailPreview html={preview.html} /> : <Skeleton className="h-96" />}
    </>
  );
}
