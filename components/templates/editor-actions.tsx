"use client";

import { Copy, Ellipsis, History, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useSWRConfig } from "swr";
import { jsonPost, messageOf } from "@/components/http/fetch-json";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast";
import type { TemplateRef, TemplateRemoved } from "@/lib/contracts/template";
import { TEMPLATES_PATH } from "@/lib/contracts/template-rules";
import { ask } from "./ask";
import { templatePath } from "./paths";
import type { Editor } from "./use-editor";

/** Few look back, so it is no part of the page until somebody does. */
const VersionsDialog = dynamic(() => import("./versions-dialog").then((module) => module.VersionsDialog), {
  ssr: false,
});

interface EditorActionsProps {
  editor: Editor;
  isTesting: boolean;
  onTest: () => void;
  email: string;
}

/** What can be done with a template. */
export function EditorActions({ editor, isTesting, onTest, email }: EditorActionsProps) {
  const [dialog, setDialog] = useState<"versions" | "delete" | null>(null);
  const router = useRouter();
  const { mutate } = useSWRConfig();
  const { template, isDirty, doing } = editor;
  const canPublish = isDirty || template.has_unpublished_versions;

  async function duplicate() {
    try {
      const { id } = await ask<TemplateRef>(`${templatePath(template.id)}/duplicate`, jsonPost({}));
      router.push(`/dashboard/templates/${id}`);
      toast.success("This is the copy, as it was saved.");
    } catch (error) {
      toast.error(messageOf(error));
    }
  }
  async function remove() {
    await ask<TemplateRemoved>(templatePath(template.id), { method: "DELETE" });
    void mutate((key) => typeof key === "string" && key.startsWith(TEMPLATES_PATH));
    router.push("/dashboard/templates");
  }

  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        variant="ghost"
        size="sm"
        title={`As it stands here, to ${email}, for 1 credit`}
        isPending={isTesting}
        onClick={onTest}
      >
        Send a test (1 credit)
      </Button>
      <Button
        variant="secondary"
        size="sm"
        isPending={doing === "saving"}
        disabled={!isDirty || doing !== null}
        aria-keyshortcuts="Control+S Meta+S"
        title="Ctrl/⌘ + S"
        onClick={() => void editor.save()}
      >
        {isDirty ? "Save draft" : "Saved"}
      </Button>
      <Button
        size="sm"
        isPending={doing === "publishing"}
        disabled={!canPublish || doing !== null}
        onClick={() => void editor.publish()}
      >
        {canPublish ? "Publish" : "Published"}
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon" aria-label="More">
            <Ellipsis aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => setDialog("versions")}>
            <History aria-hidden />
            Versions
          </DropdownMenuItem>
          <DropdownMenuItem disabled={isDirty} onSelect={() => void duplicate()}>
            <Copy aria-hidden />
            {isDirty ? "Duplicate (save first)" : "Duplicate"}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setDialog("delete")}>
            <Trash2 aria-hidden />
            Delete
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {dialog === "versions" && <VersionsDialog editor={editor} onClose={() => setDialog(null)} />}
      <ConfirmDialog
        isOpen={dialog === "delete"}
        onOpenChange={(isOpen) => setDialog(isOpen ? "delete" : null)}
        title="Delete this template?"
        description="Its versions go with it, and sends that name it are refused from then on. Emails that were made from it stay. This can’t be undone."
        confirm="Delete template"
        onConfirm={remove}
        messageOf={messageOf}
      />
    </div>
  );
}
