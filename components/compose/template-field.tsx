"use client";

import { Suspense, useState } from "react";
import { fetchJson, messageOf } from "@/components/http/fetch-json";
import { versionPath } from "@/components/templates/paths";
import { usePublishedTemplates } from "@/components/templates/use-templates";
import { describedBy, Field } from "@/components/ui/field";
import { lazyPart } from "@/components/ui/load-later";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { useAlive } from "@/components/use-alive";
import type { TemplateVersion } from "@/lib/contracts/template-version";
import { choiceOf, type TemplateChoice } from "./template-choice";

/** Most emails are written without one. */
const TemplateValues = lazyPart(() => import("./template-values").then((module) => module.TemplateValues));

interface TemplateFieldProps {
  value: TemplateChoice | null;
  onChange: (choice: TemplateChoice | null) => void;
  error?: string;
}

/** Which template the email is written with, if any; then fields for its variables stand where the body would be. */
export function TemplateField({ value, onChange, error }: TemplateFieldProps) {
  const isAlive = useAlive();
  const { data } = usePublishedTemplates();
  const [isPending, setPending] = useState(false);
  const templates = data?.data ?? [];
  // Without any there is nothing to choose, and the form stays as short as it was.
  if (templates.length === 0 && value === null) return null;
  const isGone = value !== null && data !== undefined && !templates.some(({ id }) => id === value.id);

  async function choose(id: string) {
    const template = templates.find((one) => one.id === id);
    if (!template || template.published_version === null) return onChange(null);
    setPending(true);
    try {
      const version = await fetchJson<TemplateVersion>(versionPath(id, template.published_version));
      onChange(choiceOf(template, version, value?.values));
    } catch (thrown) {
      toast.error(messageOf(thrown));
    } finally {
      setPending(false);
    }
  }

  return (
    <div className="grid grid-cols-1 gap-4">
      <Field id="template" label="Template (optional)" error={error}>
        <Select
          {...describedBy("template", { error })}
          value={value?.id ?? ""}
          disabled={isPending || !isAlive}
          aria-busy={isPending}
          onChange={(event) => void choose(event.target.value)}
        >
          <option value="">None, the content is written here</option>
          {isGone && <option value={value.id}>{value.name} (not published any more)</option>}
          {templates.map(({ id, name, alias }) => (
            <option key={id} value={id}>
              {alias ? `${name} (${alias})` : name}
            </option>
          ))}
        </Select>
      </Field>
      {value && (
        <Suspense fallback={<Skeleton className="h-64" />}>
          <TemplateValues choice={value} onChange={onChange} />
        </Suspense>
      )}
    </div>
  );
}
