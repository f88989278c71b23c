"use client";

import { PageMessage } from "@/components/shell/page-message";
import { Button } from "@/components/ui/button";
import "./globals.css";
import { catalogue } from "@/lib/catalogue";

/** Stands in for the root layout when that fails, so it brings its own document. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en">
      <body className="font-sans">
        <title>{`Something went wrong · ${catalogue.productName}`}</title>
        <PageMessage
          title={`${catalogue.productName} could not be shown`}
          action={<Button onClick={() => retry()}>Try again</Button>}
        >
          Something went wrong on our side. Emails that you sent and credits that you have are not affected.
        </PageMessage>
      </body>
    </html>
  );
}
