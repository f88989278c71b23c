"use client";

import { useState } from "react";
import useSWR from "swr";
import { fetchJson, jsonPost, messageOf } from "@/components/http/fetch-json";
import { LoadError } from "@/components/http/load-error";
import { Time } from "@/components/time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { MailPreview } from "@/components/ui/mail-preview";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { TemplateRef } from "@/lib/contracts/template";
import type { TemplateVersion } from "@/lib/contracts/template-version";
import { versionPath } from "./paths";
import type { Editor } from "./use-editor";
import { useVersions } from "./use-templates";

/** What was published, to look at and to make the draft again. */
export function VersionsDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const [number, setNumber] = useState<number | null>(null);
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={number === null ? "Versions" : `Version ${number}`}
      description={number === null ? "What was published, newest first." : undefined}
    >
      {number === null ? (
        <List id={editor.template.id} onShow={setNumber} />
      ) : (
        <Shown editor={editor} number={number} onBack={() => setNumber(null)} onClose={onClose} />
      )}
    </Dialog>
  );
}

function List({ id, onShow }: { id: string; onShow: (number: number) => void }) {
  const { data, error, mutate } = useVersions(id);
  if (!data && error)
    return <LoadError title="Versions could not be loaded" error={error} retry={() => void mutate()} />;
  if (!data) return <Skeleton className="h-40" />;
  if (data.data.length === 0)
    return (
      <p className="py-6 text-center text-muted">Nothing was published yet. Publish the draft to send it.</p>
    );
  return (
    <ul className="divide-y rounded-md border">
      {data.data.map((version) => (
        <li key={version.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
          <span className="font-medium tabular-nums">Version {version.number}</span>
          {version.is_current && <Badge tone="success">Sent now</Badge>}
          <span className="mr-auto text-[0.8125rem] text-muted">
            <Time iso={version.published_at} style="full" />
          </span>
          <Button variant="secondary" size="sm" onClick={() => onShow(version.number)}>
            View<span className="sr-only"> version {version.number}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

interface ShownProps {
  editor: Editor;
  number: number;
  onBack: () => void;
  onClose: () => void;
}

function Shown({ editor, number, onBack, onClose }: ShownProps) {
  const { id } = editor.template;
  const [isPending, setPending] = useState(false);
  const { data, error, mutate } = useSWR(versionPath(id, number), (path: string) =>
    fetchJson<TemplateVersion>(path),
  );

  async function restore() {
    setPending(true);
    try {
      await fetchJson<TemplateRef>(`${versionPath(id, number)}/restore`, jsonPost({}));
      await editor.takeOver();
      toast.success(`The draft is version ${number} again.`);
      onClose();
    } catch (thrown) {
      toast.error(messageOf(thrown));
      setPending(false);
    }
  }

  if (!data && error)
    return <LoadError title="The version could not be loaded" error={error} retry={() => void mutate()} />;
  if (!data) return <Skeleton className="h-96" />;
  return (
    <>
      <p className="break-words">
        <span className="text-muted">Subject: </span>
        {data.subject ?? "none"}
      </p>
      <MailPreview html={data.html} />
      {editor.isDirty && (
        <p className="text-[0.8125rem] text-warning">Your changes that are not saved would be lost.</p>
      )}
      <DialogActions>
        <Button variant="secondary" onClick={onBack}>
          Back
        </Button>
        <Button isPending={isPending} onClick={() => void restore()}>
          Make it the draft
        </Button>
      </DialogActions>
    </>
  );
}
