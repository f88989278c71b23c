"use client";

import { FileX, Image as ImageIcon, Monitor, Smartphone } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { EmailDetail } from "@/lib/contracts/email";
import { contentRemoved } from "@/lib/contracts/email-content";

/** What was written. The HTML comes from its own address, whose headers make it inert, into a frame that may do nothing. */
export function EmailContent({ email }: { email: EmailDetail }) {
  const headers = Object.entries(email.headers);
  const days = email.content_removed_after_days;
  if (days !== null || (!email.has_html && email.text === null)) {
    return (
      <Card title="Content">
        <EmptyState icon={FileX} title={days === null ? "There is no content" : contentRemoved(days)}>
          {days === null
            ? "This email has neither HTML nor text."
            : "What an email says is kept for a limited time. Who it went to, its subject and what became of it stay."}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card title="Content">
      <Tabs defaultValue={email.has_html ? "html" : "text"}>
        <TabsList>
          {email.has_html && <TabsTrigger value="html">Preview</TabsTrigger>}
          {email.text !== null && <TabsTrigger value="text">Text</TabsTrigger>}
          <TabsTrigger value="headers">Headers</TabsTrigger>
        </TabsList>
        {email.has_html && (
          <TabsContent value="html" className="mt-3">
            <Preview id={email.id} />
          </TabsContent>
        )}
        {email.text !== null && (
          <TabsContent value="text" className="mt-3">
            <pre className="min-h-48 rounded-md border bg-subtle p-4 font-mono text-[0.8125rem] break-words whitespace-pre-wrap">
              {email.text}
            </pre>
          </TabsContent>
        )}
        <TabsContent value="headers" className="mt-3">
          {headers.length === 0 ? (
            <p className="py-6 text-center text-muted">No headers beside the usual ones.</p>
          ) : (
            <dl className="grid gap-3 rounded-md border bg-subtle p-4 font-mono text-xs">
              {headers.map(([name, value]) => (
                <div key={name} className="grid gap-0.5">
                  <dt className="text-muted">{name}</dt>
                  <dd className="[overflow-wrap:anywhere]">{value}</dd>
                </div>
              ))}
            </dl>
          )}
        </TabsContent>
      </Tabs>
    </Card>
  );
}

/** The frame at the width of a phone, or as wide as there is room. Images of other servers come when they are asked for. */
function Preview({ id }: { id: string }) {
  const [isPhone, setPhone] = useState(false);
  const [hasImages, setImages] = useState(false);
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <Button
          size="sm"
          variant={hasImages ? "secondary" : "ghost"}
          aria-pressed={hasImages}
          title="Other servers learn from their images that somebody looks"
          onClick={() => setImages(!hasImages)}
        >
          <ImageIcon aria-hidden />
          Load images
        </Button>
        <fieldset className="flex gap-1 max-sm:hidden">
          <legend className="sr-only">Width of the preview</legend>
          <Button
            size="sm"
            variant={isPhone ? "ghost" : "secondary"}
            aria-pressed={!isPhone}
            onClick={() => setPhone(false)}
          >
            <Monitor aria-hidden />
            Desktop
          </Button>
          <Button
            size="sm"
            variant={isPhone ? "secondary" : "ghost"}
            aria-pressed={isPhone}
            onClick={() => setPhone(true)}
          >
            <Smartphone aria-hidden />
            Phone
          </Button>
        </fieldset>
      </div>
      <iframe
        sandbox=""
        src={`/api/dashboard/emails/${id}/html${hasImages ? "?images=shown" : ""}`}
        title="HTML of the email"
        className={cn(
          "mx-auto block h-[32rem] w-full rounded-md border bg-white [color-scheme:light]",
          isPhone && "max-w-[375px]",
        )}
      />
    </>
  );
}
