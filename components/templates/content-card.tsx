"use client";

import dynamic from "next/dynamic";
import { Suspense, useState } from "react";
import { messageOf } from "@/components/http/fetch-json";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { describedBy, Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { lazyPart, loadLater } from "@/components/ui/load-later";
import { Skeleton } from "@/components/ui/skeleton";
import { previewBodyOf, type TemplateDraft, withKey } from "./draft";
import { type Issues, issueAt } from "./issues";
import { STARTER_BLOCKS } from "./starters";
import { askPreview } from "./use-preview";

/** Templates that were written as HTML never need it. */
const BlocksEditor = dynamic(
  () => loadLater(() => import("./blocks-editor")).then((module) => module.BlocksEditor),
  { ssr: false, loading: () => <Skeleton className="h-96" /> },
);

const ConfirmDialog = lazyPart(() =>
  import("@/components/ui/confirm-dialog").then((module) => module.ConfirmDialog),
);

interface ContentCardProps {
  draft: TemplateDraft;
  issues: Issues;
  onChange: (part: Partial<TemplateDraft>) => void;
}

/** The content, as blocks or as HTML, and the way from one to the other. */
export function ContentCard({ draft, issues, onChange }: ContentCardProps) {
  const [isAsking, setAsking] = useState(false);
  const [wasAsked, setWasAsked] = useState(false);
  const isBlocks = draft.mode === "blocks";

  function ask() {
    setWasAsked(true);
    setAsking(true);
  }
  /** The blocks as they are drawn, with their variables, become HTML that can be written on. */
  async function toHtml() {
    const { html } = await askPreview({ ...previewBodyOf(draft, {}), variables: [] });
    onChange({ mode: "html", html, text: "" });
  }
  async function toBlocks() {
    onChange({ mode: "blocks", blocks: STARTER_BLOCKS.map(withKey) });
  }

  return (
    <Card
      title={isBlocks ? "Content in blocks" : "Content in HTML"}
      aside={
        <Button variant="ghost" size="sm" onClick={ask}>
          {isBlocks ? "Write HTML instead" : "Use blocks instead"}
        </Button>
      }
    >
      {isBlocks ? (
        <BlocksEditor blocks={draft.blocks} issues={issues} onChange={(blocks) => onChange({ blocks })} />
      ) : (
        <HtmlFields draft={draft} issues={issues} onChange={onChange} />
      )}
      <Suspense>
        {wasAsked && (
          <ConfirmDialog
            isOpen={isAsking}
            onOpenChange={setAsking}
            title={isBlocks ? "Write HTML instead of blocks?" : "Use blocks instead of HTML?"}
            description={
              isBlocks
                ? "The HTML begins as what the blocks make. It can’t be turned back into blocks."
                : "The HTML and the text are replaced by a few blocks to begin with, once you save."
            }
            confirm={isBlocks ? "Write HTML" : "Use blocks"}
            onConfirm={isBlocks ? toHtml : toBlocks}
            messageOf={messageOf}
          />
        )}
      </Suspense>
    </Card>
  );
}

const TEXT_HINT = "For readers without HTML. Left empty, it is made from the HTML.";

function HtmlFields({ draft, issues, onChange }: ContentCardProps) {
  const [html, text] = [issueAt(issues, "/html"), issueAt(issues, "/text")];
  return (
    <div className="grid gap-4">
      <Field id="template-html" label="HTML" error={html}>
        <Textarea
          {...describedBy("template-html", { error: html })}
          value={draft.html}
          onChange={(event) => onChange({ html: event.target.value })}
          spellCheck={false}
          className="min-h-96 font-mono text-[0.8125rem]"
        />
      </Field>
      <Field id="template-text" label="Text (optional)" hint={TEXT_HINT} error={text}>
        <Textarea
          {...describedBy("template-text", { hint: TEXT_HINT, error: text })}
          value={draft.text}
          onChange={(event) => onChange({ text: event.target.value })}
          className="min-h-24"
        />
      </Field>
    </div>
  );
}
