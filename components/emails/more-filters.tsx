"use client";

import useSWR from "swr";
import { fetchJson } from "@/components/http/fetch-json";
import { usePrefetched } from "@/components/http/live-data";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { EmailFilterChoices } from "@/lib/contracts/email-filter";
import { CHOICES_PATH, type FilterParams } from "./paths";

interface MoreFiltersProps {
  isOpen: boolean;
  shown: (name: keyof FilterParams) => string;
}

/** What is filtered by less often. Closed, the fields keep what they say. */
export function MoreFilters({ isOpen, shown }: MoreFiltersProps) {
  const fallbackData = usePrefetched<EmailFilterChoices>(CHOICES_PATH);
  const { data } = useSWR(CHOICES_PATH, (path) => fetchJson<EmailFilterChoices>(path), {
    fallbackData,
  });
  const { domains = [], tags = [], keys = [] } = data ?? {};
  return (
    <div
      id="more-email-filters"
      hidden={!isOpen}
      className="grid gap-3 rounded-lg border bg-surface p-4 shadow-card not-[[hidden]]:grid sm:grid-cols-2 lg:grid-cols-3"
    >
      <Field id="filter-recipient" label="Recipient">
        <Input
          id="filter-recipient"
          name="recipient"
          defaultValue={shown("recipient")}
          placeholder="ada@example.com"
          maxLength={254}
          autoComplete="off"
          inputMode="email"
        />
      </Field>
      <Field id="filter-domain" label="Sent from domain">
        <Choice name="domain" value={shown("domain")} any="Any domain" choices={domains.map(alike)} />
      </Field>
      <Field id="filter-key" label="API key">
        <Choice
          name="key"
          value={shown("key")}
          any="Any key"
          choices={keys.map(({ id, name }) => [id, name])}
        />
      </Field>
      <Field id="filter-tag" label="Tag">
        <Input
          id="filter-tag"
          name="tag"
          list="filter-tags"
          defaultValue={shown("tag")}
          placeholder="name=value"
          maxLength={513}
          autoComplete="off"
        />
        <datalist id="filter-tags">
          {tags.map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
      </Field>
      <Field id="filter-since" label="From day">
        <Input id="filter-since" type="date" name="since" defaultValue={shown("since")} />
      </Field>
      <Field id="filter-until" label="To day">
        <Input id="filter-until" type="date" name="until" defaultValue={shown("until")} />
      </Field>
      <div className="flex justify-end sm:col-span-2 lg:col-span-3">
        <Button type="submit">Apply filters</Button>
      </div>
    </div>
  );
}

const alike = (text: string) => [text, text] as const;

interface ChoiceProps {
  name: "domain" | "key";
  value: string;
  any: string;
  choices: readonly (readonly [value: string, text: string])[];
}

/** A value that the address has and the choices do not is kept: nobody should lose a filter by opening the form. */
function Choice({ name, value, any, choices }: ChoiceProps) {
  const isKnown = value === "" || choices.some(([known]) => known === value);
  return (
    <Select id={`filter-${name}`} name={name} defaultValue={value}>
      <option value="">{any}</option>
      {!isKnown && <option value={value}>{value}</option>}
      {choices.map(([known, text]) => (
        <option key={known} value={known}>
          {text}
        </option>
      ))}
    </Select>
  );
}
