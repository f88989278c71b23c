"use client";

import { useRef, useState } from "react";
import { useSWRConfig } from "swr";
import { fetchJson, isSignedOut, jsonPost, jsonRequest } from "@/components/http/fetch-json";
import { signInAgain } from "@/components/http/sign-in-again";
import { toast } from "@/components/ui/toast";
import type { Template, TemplateRef } from "@/lib/contracts/template";
import { TEMPLATES_PATH } from "@/lib/contracts/template-rules";
import { bodyOf, draftOf, type TemplateDraft } from "./draft";
import { explain, type Issues } from "./issues";
import { templatePath } from "./paths";

type Doing = "saving" | "publishing" | null;
const asText = (draft: TemplateDraft) => JSON.stringify(bodyOf(draft));

/** A template while it is edited: what stands in the form, what is saved, and what is being done. */
export function useEditor(initial: Template) {
  const [template, setTemplate] = useState(initial);
  const [draft, setDraft] = useState(() => draftOf(initial));
  const [saved, setSaved] = useState(() => asText(draftOf(initial)));
  const [issues, setIssues] = useState<Issues>({});
  const [doing, setDoing] = useState<Doing>(null);
  const isBusy = useRef(false);
  const { mutate } = useSWRConfig();
  const path = templatePath(initial.id);
  const isDirty = asText(draft) !== saved;

  /** Has everything about templates read again, and this one for the state that it has now. */
  async function reload(): Promise<Template> {
    const fresh = await fetchJson<Template>(path);
    setTemplate(fresh);
    void mutate((key) => typeof key === "string" && key.startsWith(TEMPLATES_PATH));
    return fresh;
  }

  async function store() {
    const text = asText(draft);
    await fetchJson<TemplateRef>(path, jsonRequest("PATCH", bodyOf(draft)));
    setSaved(text);
  }

  /** Does one thing at a time. True if it was done; what went wrong is shown. */
  async function run(what: Doing, work: () => Promise<unknown>): Promise<boolean> {
    if (isBusy.current) return false;
    isBusy.current = true;
    setDoing(what);
    try {
      await work();
      await reload();
      setIssues({});
      return true;
    } catch (error) {
      if (isSignedOut(error)) signInAgain();
      const { issues, message } = explain(error);
      setIssues(issues);
      toast.error(message);
      return false;
    } finally {
      isBusy.current = false;
      setDoing(null);
    }
  }

  return {
    template,
    draft,
    change: (part: Partial<TemplateDraft>) => setDraft((old) => ({ ...old, ...part })),
    issues,
    doing,
    isDirty,
    async save() {
      if (await run("saving", store)) toast.success("Saved as a draft.");
    },
    async publish() {
      const work = async () => {
        if (isDirty) await store();
        await fetchJson<TemplateRef>(`${path}/publish`, jsonPost({}));
      };
      if (await run("publishing", work)) toast.success("Published. This is what is sent from now on.");
    },
    /** Takes over what the server has, such as a version that was restored. */
    async takeOver() {
      const fresh = draftOf(await reload());
      setDraft(fresh);
      setSaved(asText(fresh));
      setIssues({});
    },
  };
}

export type Editor = ReturnType<typeof useEditor>;
