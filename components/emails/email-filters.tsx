"use client";

import { Download, Search, SlidersHorizontal } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { EMAIL_STATES } from "@/lib/contracts/email-filter-names";
import { stateText } from "./email-status-badge";
import { fillForm, readFilter, shownValue } from "./filter-form";
import { MoreFilters } from "./more-filters";
import { exportPath, type FilterParams, isFiltered, listHref } from "./paths";

const MORE = ["recipient", "domain", "tag", "key", "since", "until"] as const;

/** Narrows the list. All of it is in the page's address, so that it can be shared, and gone back to. */
export function EmailFilters({ filter }: { filter: FilterParams }) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [isPending, startTransition] = useTransition();
  const [isOpen, setOpen] = useState(() => MORE.some((name) => filter[name]));
  const count = MORE.filter((name) => filter[name]).length;
  // Going back, or a link, changes the address under a form that keeps what was typed.
  useEffect(() => {
    if (form.current) fillForm(form.current, filter);
  }, [filter]);

  function apply(event?: FormEvent) {
    event?.preventDefault();
    if (!form.current) return;
    const { pathname, query } = listHref(readFilter(form.current));
    startTransition(() => router.push(`${pathname}?${new URLSearchParams(query)}` as "/dashboard/emails"));
  }

  return (
    <search>
      <form
        ref={form}
        aria-label="Filter emails"
        action="/dashboard/emails"
        aria-busy={isPending}
        onSubmit={apply}
        className="grid gap-3"
      >
        <div className="flex flex-wrap items-center gap-2">
          <Input
            type="search"
            name="search"
            defaultValue={filter.search}
            aria-label="Search emails"
            aria-describedby="email-search-hint"
            placeholder="Recipient or subject begins with…"
            maxLength={80}
            autoComplete="off"
            className="flex-1 basis-52 max-sm:basis-full"
          />
          <Select
            name="status"
            aria-label="Status"
            defaultValue={filter.status ?? ""}
            onChange={() => apply()}
            className="w-auto max-sm:min-w-36 max-sm:flex-1"
          >
            <option value="">Any status</option>
            {EMAIL_STATES.map((state) => (
              <option key={state} value={state}>
                {stateText(state)}
              </option>
            ))}
          </Select>
          <Button type="submit" variant="secondary" isPending={isPending}>
            {!isPending && <Search aria-hidden />}
            Search
          </Button>
          <Button
            variant="secondary"
            aria-expanded={isOpen}
            aria-controls="more-email-filters"
            onClick={() => setOpen(!isOpen)}
          >
            <SlidersHorizontal aria-hidden />
            Filters{count > 0 && ` (${count})`}
          </Button>
          <Button asChild variant="secondary">
            <a href={exportPath(filter)} download>
              <Download aria-hidden />
              Export
            </a>
          </Button>
          {isFiltered(filter) && (
            <Button asChild variant="ghost">
              <Link href="/dashboard/emails">Reset</Link>
            </Button>
          )}
        </div>
        <p id="email-search-hint" className="text-[0.8125rem] text-muted">
          Finds recipients and subjects that begin with your text, in all of your emails.
        </p>
        <MoreFilters isOpen={isOpen} shown={(name) => shownValue(filter, name)} />
      </form>
    </search>
  );
}
