import { Search } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import { Button } from "./button";
import { Input } from "./input";

interface SearchFormProps {
  /** The page that shows what is found. */
  action: "/dashboard/suppressions" | "/dashboard/templates";
  /** What is looked for now; empty: everything is shown. */
  search: string;
  label: string;
  maxLength: number;
}

/** Looks for a part of something. It is in the page's own address, so that it can be shared and gone back to. */
export function SearchForm({ action, search, label, maxLength }: SearchFormProps) {
  return (
    <Form action={action} role="search" className="flex flex-wrap items-center gap-2">
      <Input
        key={search}
        type="search"
        name="search"
        defaultValue={search}
        aria-label={label}
        placeholder={label}
        maxLength={maxLength}
        autoComplete="off"
        className="max-w-xs flex-1 basis-48"
      />
      <Button type="submit" variant="secondary">
        <Search aria-hidden />
        Search
      </Button>
      {search && (
        <Button asChild variant="ghost">
          <Link href={action}>Show all</Link>
        </Button>
      )}
    </Form>
  );
}
