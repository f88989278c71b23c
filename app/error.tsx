"use client";

import { PageMessage } from "@/components/shell/page-message";
import { Button } from "@/components/ui/button";

export default function ErrorPage({ retry }: { retry: () => void }) {
  return (
    <PageMessage
      title="This page could not be shown"
      action={<Button onClick={() => retry()}>Try again</Button>}
    >
      Something went wrong on our side. Emails that you sent and credits that you have are not affected.
    </PageMessage>
  );
}
