"use client";

import dynamic from "next/dynamic";
import { Button } from "@/components/ui/button";
import { loadLater } from "@/components/ui/load-later";
import { Skeleton } from "@/components/ui/skeleton";
import type { Editor } from "./use-editor";

/** Menus and dialogs can wait until the page is alive. */
const MoreMenu = dynamic(() => loadLater(() => import("./more-menu")).then((module) => module.MoreMenu), {
  ssr: false,
  loading: () => <Skeleton className="size-9" />,
});

/** Seldom that two write at once. */
const ConflictDialog = dynamic(
  () => loadLater(() => import("./conflict-dialog")).then((module) => module.ConflictDialog),
  { ssr: false },
);

interface EditorActionsProps {
  editor: Editor;
  isTesting: boolean;
  /** Why no test can be sent, which the page says under `standstill`; null if one can. */
  standstill: string | null;
  onTest: () => void;
  email: string;
}

/** What can be done with a template. */
export function EditorActions({ editor, isTesting, standstill, onTest, email }: EditorActionsProps) {
  const { template, isDirty, doing } = editor;
  const canPublish = isDirty || template.has_unpublished_versions;
  return (
    <div className="flex flex-wrap items-center gap-2 max-sm:gap-1">
      <Button
        variant="ghost"
        size="sm"
        className="max-sm:px-2"
        title={`As it stands here, to ${email}, for 1 credit`}
        isPending={isTesting}
        disabled={standstill !== null}
        aria-describedby={standstill ? "standstill" : undefined}
        onClick={onTest}
      >
        Send a test (1 credit)
      </Button>
      <Button
        variant="secondary"
        size="sm"
        className="max-sm:px-2"
        isPending={doing === "saving"}
        disabled={!isDirty || doing !== null}
        aria-keyshortcuts="Control+S Meta+S"
        title="Ctrl/⌘ + S"
        onClick={editor.save}
      >
        {isDirty ? "Save draft" : "Saved"}
      </Button>
      <Button
        size="sm"
        className="max-sm:px-2"
        isPending={doing === "publishing"}
        disabled={!canPublish || doing !== null}
        onClick={editor.publish}
      >
        {canPublish ? "Publish" : "Published"}
      </Button>
      <MoreMenu editor={editor} />
      {editor.conflict && <ConflictDialog editor={editor} />}
    </div>
  );
}
