"use client";

import { PageMessage } from "@/components/shell/page-message";

export default function ErrorPage({ retry }: { retry: () => void }) {
  // Not the button of `components/ui`: this page is sent along with every other one, and must be small.
  const action = (
    <button
      type="button"
      onClick={() => retry()}
      className="h-9 rounded-md bg-primary px-4 text-sm font-medium text-on-primary hover:bg-primary-hover"
    >
      Try again
    </button>
  );
  return (
    <PageMessage title="This page could not be shown" action={action}>
      Something went wrong on our side. Emails that you sent and credits that you have are not affected.
    </PageMessage>
  );
}
