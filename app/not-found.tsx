import type { Metadata } from "next";
import { PageMessage } from "@/components/shell/page-message";
import { Button } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  const action = (
    // Not Next's link: this page is sent along with every other one, and must be small.
    <Button asChild>
      <a href="/dashboard">Open the dashboard</a>
    </Button>
  );
  return (
    <PageMessage title="There is no such page" action={action}>
      The address may be mistyped, or what it led to belongs to another account.
    </PageMessage>
  );
}
