import type { Metadata } from "next";
import Link from "next/link";
import { PageMessage } from "@/components/shell/page-message";
import { Button } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  const action = (
    <Button asChild>
      <Link href="/dashboard">Open the dashboard</Link>
    </Button>
  );
  return (
    <PageMessage title="There is no such page" action={action}>
      The address may be mistyped, or what it led to belongs to another account.
    </PageMessage>
  );
}
