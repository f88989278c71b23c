"use client";

import { FileX } from "lucide-react";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { EmailDetail } from "@/lib/contracts/email";

/** What was written. The HTML comes from its own address, whose headers make it inert, into a frame that may do nothing. */
export function EmailContent({ email }: { email: EmailDetail }) {
  if (!email.has_html && email.text === null) {
    return (
      <Card title="Content">
        <EmptyState icon={FileX} title="The content is gone">
          Content is kept for a limited time. The facts beside it stay.
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card title="Content">
      <Tabs defaultValue={email.has_html ? "html" : "text"}>
        <TabsList>
          {email.has_html && <TabsTrigger value="html">HTML</TabsTrigger>}
          {email.text !== null && <TabsTrigger value="text">Text</TabsTrigger>}
        </TabsList>
        {email.has_html && (
          <TabsContent value="html">
            <iframe
              sandbox=""
              src={`/api/dashboard/emails/${email.id}/html`}
              title="HTML of the email"
              className="h-[32rem] w-full rounded-md border bg-white [color-scheme:light]"
            />
          </TabsContent>
        )}
        {email.text !== null && (
          <TabsContent value="text">
            <pre className="min-h-48 rounded-md border bg-subtle p-4 font-mono text-[0.8125rem] break-words whitespace-pre-wrap">
              {email.text}
            </pre>
          </TabsContent>
        )}
      </Tabs>
    </Card>
  );
}
