"use client";

import { Copy, Ellipsis, History, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { Suspense, useState } from "react";
import { useSWRConfig } from "swr";
import { fetchJson, jsonPost, messageOf } from "@/components/http/fetch-json";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { lazyPart } from "@/components/ui/load-later";
import { toast } from "@/components/ui/toast";
import type { TemplateRef, TemplateRemoved } from "@/lib/contracts/template";
import { TEMPLATES_PATH } from "@/lib/contracts/template-rules";
import { templatePath } from "./paths";
import type { Editor } from "./use-editor";

/** Few look back, so it is no part of the page until somebody does. */
const VersionsDialog = lazyPart(() => import("./versions-dialog").then((module) => module.VersionsDialog));

/** What is done with a template now and then: its versions, a copy of it, its end. */
export function MoreMenu({ editor }: { editor: Editor }) {
  const [dialog, setDialog] = useState<"versions" | "delete" | null>(null);
  const { duplicate, remove } = useTemplateDeeds(editor.template.id);
  const { isDirty } = editor;
  return (
    <>
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
      <Suspense>
        {dialog === "versions" && <VersionsDialog editor={editor} onClose={() => setDialog(null)} />}
      </Suspense>
      <ConfirmDialog
        isOpen={dialog === "delete"}
        onOpenChange={(isOpen) => setDialog(isOpen ? "delete" : null)}
        title="Delete this template?"
        description="Its versions go with it, and sends that name it are refused from then on. Emails that were made from it stay. This can’t be undone."
        confirm="Delete template"
        onConfirm={remove}
        messageOf={messageOf}
      />
    </>
  );
}

function useTemplateDeeds(id: string) {
  const router = useRouter();
  const { mutate } = useSWRConfig();
  const reload = () => void mutate((key) => typeof key === "string" && key.startsWith(TEMPLATES_PATH));
  return {
    async duplicate() {
      try {
        const copy = await fetchJson<TemplateRef>(`${templatePath(id)}/duplicate`, jsonPost({}));
        reload();
        router.push(`/dashboard/templates/${copy.id}`);
        toast.success("This is the copy, as it was saved.");
      } catch (error) {
        toast.error(messageOf(error));
      }
    },
    async remove() {
      await fetchJson<TemplateRemoved>(templatePath(id), { method: "DELETE" });
      reload();
      router.push("/dashboard/templates");
    },
  };
}
