"use client";

import { Suspense, useState } from "react";
import { describedBy, Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { lazyPart } from "@/components/ui/load-later";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { FieldErrors } from "./field-errors";
import type { AttachedFile } from "./files";

/** Comes when somebody looks at it. */
const Preview = lazyPart(() => import("./preview").then((module) => module.Preview));

interface BodyEditorProps {
  html: string;
  text: string;
  files: readonly AttachedFile[];
  errors: FieldErrors;
  onChange: (change: { html?: string; text?: string }) => void;
}

/** HTML, text, or both, and how the HTML looks. */
export function BodyEditor({ html, text, files, errors, onChange }: BodyEditorProps) {
  const [tab, setTab] = useState(html === "" && text !== "" ? "text" : "html");
  // A fault must be in sight, also when it is in the other tab.
  const [seen, setSeen] = useState(errors);
  if (seen !== errors) {
    setSeen(errors);
    if (errors.html) setTab("html");
    else if (errors.text) setTab("text");
  }
  return (
    <Tabs value={tab} onValueChange={setTab}>
      <TabsList aria-label="Content">
        <TabsTrigger value="html">HTML</TabsTrigger>
        <TabsTrigger value="text">Text</TabsTrigger>
        <TabsTrigger value="preview">Preview</TabsTrigger>
      </TabsList>
      <TabsContent value="html" className="mt-3">
        <Field id="html" label="HTML body" error={errors.html}>
          <Textarea
            {...describedBy("html", { error: errors.html })}
            value={html}
            onChange={(event) => onChange({ html: event.target.value })}
            placeholder="<strong>It works!</strong>"
            spellCheck={false}
            className="font-mono sm:text-[0.8125rem]"
          />
        </Field>
      </TabsContent>
      <TabsContent value="text" className="mt-3">
        <Field
          id="text"
          label="Text body"
          error={errors.text}
          hint="For readers without HTML. Give HTML, text, or both."
        >
          <Textarea
            {...describedBy("text", { hint: true, error: errors.text })}
            value={text}
            onChange={(event) => onChange({ text: event.target.value })}
          />
        </Field>
      </TabsContent>
      <TabsContent value="preview" className="mt-3">
        <Suspense>
          <Preview html={html} files={files} />
        </Suspense>
      </TabsContent>
    </Tabs>
  );
}
