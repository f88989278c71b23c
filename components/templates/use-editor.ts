"use client";

import { useRef, useState } from "react";
import { useSWRConfig } from "swr";
import { fetchJson, isSignedOut, jsonPost, jsonRequest, ProblemError } from "@/components/http/fetch-json";
import { signInAgain } from "@/components/http/sign-in-again";
import { toast } from "@/components/ui/toast";
import type { Template, TemplateRef, TemplateSaved } from "@/lib/contracts/template";
import { TEMPLATES_PATH } from "@/lib/contracts/template-rules";
import { bodyOf, draftOf, type TemplateDraft } from "./draft";
import { explain, type Issues } from "./issues";
import { templatePath } from "./paths";

type Doing = "saving" | "publishing";
const asText = (draft: TemplateDraft) => JSON.stringify(bodyOf(draft));

/** Somebody else, or another tab, has saved it since it was read here. */
const isConflict = (error: unknown) => error instanceof ProblemError && error.problem.code === "wrong_state";

/** A template while it is edited: what stands in the form, what is saved, and what is being done. */
export function useEditor(initial: Template) {
  const [template, setTemplate] = useState(initial);
  const [draft, setDraft] = useState(() => draftOf(initial));
  const [saved, setSaved] = useState(() => asText(draftOf(initial)));
  const [issues, setIssues] = useState<Issues>({});
  const [doing, setDoing] = useState<Doing | null>(null);
  /** What was refused because the template was saved elsewhere meanwhile. */
  const [conflict, setConflict] = useState<Doing | null>(null);
  const isBusy = useRef(false);
  /** What the draft is based on: a state of the template that was read here, or written. */
  const basedOn = useRef(initial.updated_at);
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

  const condition = () => ({ "If-Match": `"${basedOn.current}"` });

  async function store(isForced: boolean) {
    const text = asText(draft);
    const request = jsonRequest("PATCH", bodyOf(draft), isForced ? {} : condition());
    basedOn.current = (await fetchJson<TemplateSaved>(path, request)).updated_at;
    setSaved(text);
  }

  /** Does one thing at a time. True if it was done; what went wrong is shown. */
  async function run(what: Doing, work: () => Promise<unknown>): Promise<boolean> {
    if (isBusy.current) return false;
    isBusy.current = true;
    setDoing(what);
    setConflict(null);
    try {
      await work();
      await reload();
      setIssues({});
      return true;
    } catch (error) {
      if (isSignedOut(error)) signInAgain();
      if (isConflict(error)) setConflict(what);
      else {
        const { issues, message } = explain(error);
        setIssues(issues);
        toast.error(message);
      }
      return false;
    } finally {
      isBusy.current = false;
      setDoing(null);
    }
  }

  async function save(isForced = false) {
    if (await run("saving", () => store(isForced))) toast.success("Saved as a draft.");
  }

  /** Publishes what stands here, never a draft that was saved elsewhere and not seen. */
  async function publish(isForced = false) {
    const work = async () => {
      if (isDirty || isForced) await store(isForced);
      await fetchJson<TemplateRef>(`${path}/publish`, jsonPost({}, condition()));
    };
    if (await run("publishing", work)) toast.success("Published. This is what is sent from now on.");
  }

  return {
    template,
    draft,
    change: (part: Partial<TemplateDraft>) => setDraft((old) => ({ ...old, ...part })),
    issues,
    doing,
    isDirty,
    save: () => void save(),
    publish: () => void publish(),
    conflict,
    forgetConflict: () => setConflict(null),
    /** Does what was refused, over what was saved elsewhere. */
    overwrite: () => void (conflict === "publishing" ? publish(true) : save(true)),
    /** Takes over what the server has, such as a version that was restored. */
    async takeOver() {
      const fresh = await reload();
      const next = draftOf(fresh);
      basedOn.current = fresh.updated_at;
      setDraft(next);
      setSaved(asText(next));
      setIssues({});
    },
  };
}

export type Editor = ReturnType<typeof useEditor>;
