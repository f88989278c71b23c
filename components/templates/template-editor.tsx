"use client";

import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import { CopyText } from "@/components/copy-text";
import { loadLater } from "@/components/ui/load-later";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import type { Template } from "@/lib/contracts/template";
import { ContentCard } from "./content-card";
import { DetailsCard } from "./details-card";
import { previewBodyOf } from "./draft";
import { EditorActions } from "./editor-actions";
import { explain } from "./issues";
import { TemplateBadge } from "./status-badge";
import { useEditor } from "./use-editor";
import { usePreview } from "./use-preview";
import { useTestSend } from "./use-test-send";
import { useUnsavedGuard } from "./use-unsaved-guard";
import { VariablesCard } from "./variables-card";

/** There is nothing to show in it before the server has drawn the draft. */
const PreviewCard = dynamic(
  () => loadLater(() => import("./preview-card")).then((module) => module.PreviewCard),
  { ssr: false, loading: () => <Skeleton className="h-[36rem] rounded-lg" /> },
);

/** One template: everything that can be changed on the left, what readers would see on the right. */
export function TemplateEditor({ initial, email }: { initial: Template; email: string }) {
  const editor = useEditor(initial);
  const { template, draft, change, issues, isDirty } = editor;
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const { preview, error } = usePreview(previewBodyOf(draft, values));
  const { isSending, sendTest, standstill } = useTestSend(email);
  const trouble = error === undefined ? null : explain(error);
  useUnsavedGuard(isDirty);
  useSaveKey(() => {
    if (isDirty) editor.save();
  });
  return (
    <>
      <PageHeader title={template.name}>
        <EditorActions
          editor={editor}
          isTesting={isSending}
          standstill={standstill}
          onTest={() => void sendTest(draft, values)}
          email={email}
        />
      </PageHeader>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-[0.8125rem] text-muted">
        <TemplateBadge template={template} />
        <span>
          {template.published_version === null
            ? "Not published yet: nothing can be sent with it."
            : `Version ${template.published_version} is sent.`}
          {template.published_version !== null &&
            template.has_unpublished_versions &&
            " The draft has changes that are not published."}
        </span>
        <CopyText text={template.id} label="Template id" />
      </div>
      {standstill && (
        <p id="standstill" role="status" className="text-[0.8125rem] text-danger">
          No test can be sent: {standstill}
        </p>
      )}
      <div data-wide className="grid grid-cols-1 items-start gap-5 xl:grid-cols-2">
        <div className="grid min-w-0 grid-cols-1 gap-5">
          <DetailsCard draft={draft} issues={issues} onChange={change} />
          <ContentCard draft={draft} issues={issues} onChange={change} />
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-5 xl:sticky xl:top-4">
          <PreviewCard preview={preview} trouble={trouble?.message ?? null} />
          <VariablesCard
            draft={draft}
            values={values}
            issues={issues}
            valueIssues={trouble?.issues ?? {}}
            onChange={(variables) => change({ variables })}
            onValues={setValues}
          />
        </div>
      </div>
    </>
  );
}

/** Ctrl or ⌘ with S saves, wherever the focus is; the browser's own saving of the page rests meanwhile. */
function useSaveKey(save: () => void): void {
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== "s" ||
        !(event.ctrlKey || event.metaKey) ||
        event.shiftKey ||
        event.altKey
      )
        return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}
