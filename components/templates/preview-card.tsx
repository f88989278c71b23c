import { Card } from "@/components/ui/card";
import { MailPreview } from "@/components/ui/mail-preview";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { TemplatePreview } from "@/lib/contracts/template-preview";

interface PreviewCardProps {
  preview: TemplatePreview | undefined;
  /** Why there is none of what stands in the form. */
  trouble: string | null;
}

/** What readers would see with the test values. The server draws it; nothing in it can run. */
export function PreviewCard({ preview, trouble }: PreviewCardProps) {
  return (
    <Card title="Preview">
      {trouble && (
        <p role="status" className="mb-3 text-[0.8125rem] font-medium text-danger">
          {trouble}
        </p>
      )}
      {preview ? <Shown preview={preview} /> : <Skeleton className="h-96" />}
    </Card>
  );
}

function Shown({ preview: { subject, html, text, missing } }: { preview: TemplatePreview }) {
  return (
    <div className="grid gap-3">
      <p className="break-words">
        <span className="text-muted">Subject: </span>
        {subject || <span className="text-muted">none</span>}
      </p>
      {missing.length > 0 && (
        <p className="text-[0.8125rem] text-muted">
          Without a value here: <span className="font-mono text-xs break-words">{missing.join(", ")}</span>
        </p>
      )}
      <Tabs defaultValue="html">
        <TabsList aria-label="Form of the preview">
          <TabsTrigger value="html">HTML</TabsTrigger>
          <TabsTrigger value="text">Text</TabsTrigger>
        </TabsList>
        <TabsContent value="html" className="mt-3">
          <MailPreview html={html} />
        </TabsContent>
        <TabsContent value="text" className="mt-3">
          <pre className="min-h-48 rounded-md border bg-subtle p-4 font-mono text-[0.8125rem] break-words whitespace-pre-wrap">
            {text ?? "Made from the HTML when it is sent."}
          </pre>
        </TabsContent>
      </Tabs>
    </div>
  );
}
