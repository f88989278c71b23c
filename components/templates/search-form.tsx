import { Search } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

/** Looks for a part of a name or an alias. It is in the page's own address, so that it can be shared and gone back to. */
export function SearchForm({ search }: { search: string }) {
  return (
    <Form action="/dashboard/templates" role="search" className="flex flex-wrap items-center gap-2">
      <Input
        key={search}
        type="search"
        name="search"
        defaultValue={search}
        aria-label="Search by name or alias"
        placeholder="Search by name or alias"
        maxLength={100}
        autoComplete="off"
        className="max-w-xs flex-1 basis-48"
      />
      <Button type="submit" variant="secondary">
        <Search aria-hidden />
        Search
      </Button>
      {search && (
        <Button asChild variant="ghost">
          <Link href="/dashboard/templates">Show all</Link>
        </Button>
      )}
    </Form>
  );
}
