import { Paperclip, X } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { EMAIL_BYTES_MAX } from "@/lib/contracts/send-rules";
import type { Draft } from "./draft";
import { type AttachedFile, emailBytesOf, encodedBytes, formatBytes, readFile, refusalOfFile } from "./files";

interface AttachmentsFieldProps {
  draft: Draft;
  onChange: (change: (draft: Draft) => Partial<Draft>) => void;
  lostFiles: readonly string[];
  onForgetLost: () => void;
  error?: string;
}

/** Files that go along: dropped here or chosen, with what they add up to. */
export function AttachmentsField({ draft, onChange, lostFiles, onForgetLost, error }: AttachmentsFieldProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const { files } = draft;
  const fault = refused ?? error;

  async function add(chosen: readonly File[]) {
    setRefused(null);
    let used = emailBytesOf(draft);
    for (const file of chosen) {
      const refusal = refusalOfFile(file, used);
      if (refusal) return setRefused(refusal);
      used += encodedBytes(file.size);
      try {
        const read = await readFile(file);
        onChange((latest) => ({ files: [...latest.files, read] }));
      } catch {
        return setRefused(`“${file.name}” could not be read. Is it still there?`);
      }
    }
  }
  const update = (id: string, contentId: string) =>
    onChange((latest) => ({
      files: latest.files.map((file) => (file.id === id ? { ...file, contentId } : file)),
    }));
  const remove = (id: string) =>
    onChange((latest) => ({ files: latest.files.filter((file) => file.id !== id) }));

  return (
    <section
      aria-label="Attachments"
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        void add([...event.dataTransfer.files]);
      }}
      className={cn(
        "grid grid-cols-1 gap-2 rounded-md border border-dashed px-3 py-2.5 transition-colors",
        isOver ? "border-accent bg-accent-soft" : "border-control",
      )}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button
          id="attachments"
          variant="secondary"
          size="sm"
          aria-describedby={fault ? "attachments-error" : undefined}
          onClick={() => picker.current?.click()}
        >
          <Paperclip aria-hidden />
          Attach files
        </Button>
        <p aria-live="polite" className="text-[0.8125rem] text-muted tabular-nums">
          {files.length === 0
            ? "or drop them here"
            : `${formatBytes(emailBytesOf(draft))} of ${formatBytes(EMAIL_BYTES_MAX)}, as sent. Files are not kept over a reload.`}
        </p>
      </div>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => {
          void add([...(event.target.files ?? [])]);
          // So that choosing the same file again is a change.
          event.target.value = "";
        }}
      />
      {files.length > 0 && (
        <ul className="grid grid-cols-1 divide-y">
          {files.map((file) => (
            <FileRow key={file.id} file={file} onContentId={update} onRemove={remove} />
          ))}
        </ul>
      )}
      {lostFiles.length > 0 && (
        <p role="status" className="text-[0.8125rem] text-warning">
          Not attached any more: {lostFiles.join(", ")}. Attach what is still needed.{" "}
          <button type="button" onClick={onForgetLost} className="rounded underline">
            Dismiss
          </button>
        </p>
      )}
      {fault && (
        <p
          id="attachments-error"
          role={refused ? "alert" : undefined}
          className="text-[0.8125rem] font-medium text-danger"
        >
          {fault}
        </p>
      )}
    </section>
  );
}

interface FileRowProps {
  file: AttachedFile;
  onContentId: (id: string, contentId: string) => void;
  onRemove: (id: string) => void;
}

function FileRow({ file: { id, name, sizeBytes, contentId }, onContentId, onRemove }: FileRowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5 text-[0.8125rem]">
      <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
      <span className="text-muted tabular-nums">{formatBytes(sizeBytes)}</span>
      <Input
        value={contentId}
        onChange={(event) => onContentId(id, event.target.value)}
        aria-label={`Content id of ${name}, to show it inside of the HTML`}
        placeholder="content id (optional)"
        title="The HTML shows the file where it says cid: and this id"
        autoComplete="off"
        spellCheck={false}
        className="max-sm:order-last sm:h-8 sm:w-44 sm:text-[0.8125rem]"
      />
      <Button variant="ghost" size="icon" aria-label={`Remove ${name}`} onClick={() => onRemove(id)}>
        <X aria-hidden />
      </Button>
    </li>
  );
}
