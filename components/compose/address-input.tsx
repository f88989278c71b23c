"use client";

import { X } from "lucide-react";
import type { ClipboardEvent, KeyboardEvent } from "react";
import { cn } from "@/components/ui/cn";
import { describedBy, Field } from "@/components/ui/field";
import { parseAddress } from "@/lib/contracts/address";
import { type AddressLine, addressesOf, splitAddresses } from "./draft";

interface AddressInputProps {
  id: string;
  label: string;
  value: AddressLine;
  onChange: (value: AddressLine) => void;
  error?: string;
  aside?: React.ReactNode;
}

/**
 * Several addresses in one line. Enter, comma or leaving the field turns what is typed into an entry; Backspace in
 * an empty field takes the last entry back for editing; a pasted list becomes as many entries as it has.
 */
export function AddressInput({ id, label, value, onChange, error, aside }: AddressInputProps) {
  const settle = () => onChange({ entries: addressesOf(value), typed: "" });

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const isSeparator =
      event.key === "," || event.key === ";" || (event.key === " " && parseAddress(value.typed));
    if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || isSeparator) {
      // A name in quotes may have a comma in it.
      if (isSeparator && isInQuotes(value.typed)) return;
      event.preventDefault();
      settle();
    } else if (event.key === "Backspace" && value.typed === "") {
      event.preventDefault();
      onChange({ entries: value.entries.slice(0, -1), typed: value.entries.at(-1) ?? "" });
    }
  }

  function onPaste(event: ClipboardEvent) {
    const pasted = splitAddresses(event.clipboardData.getData("text"));
    if (pasted.length < 2) return;
    event.preventDefault();
    onChange({ entries: [...addressesOf(value), ...pasted], typed: "" });
  }

  return (
    <Field id={id} label={label} error={error} aside={aside}>
      <div
        className={cn(
          "ui-control",
          "flex min-h-9 flex-wrap items-center gap-1.5 px-1.5 py-1 has-aria-invalid:border-danger has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent",
        )}
      >
        {value.entries.map((entry, index) => (
          <Chip
            // biome-ignore lint/suspicious/noArrayIndexKey: the same address may be entered twice.
            key={`${index} ${entry}`}
            entry={entry}
            onRemove={() =>
              onChange({ ...value, entries: value.entries.filter((_, other) => other !== index) })
            }
          />
        ))}
        <input
          {...describedBy(id, { error })}
          value={value.typed}
          onChange={(event) => onChange({ ...value, typed: event.target.value })}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={() => value.typed.trim() !== "" && settle()}
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="h-7 min-w-40 flex-1 bg-transparent px-1.5 outline-none"
        />
      </div>
    </Field>
  );
}

function Chip({ entry, onRemove }: { entry: string; onRemove: () => void }) {
  const isValid = parseAddress(entry) !== null;
  return (
    <span
      data-row
      className={cn(
        "inline-flex h-7 max-w-full items-center gap-0.5 rounded border pr-0.5 pl-2 text-[0.8125rem]",
        isValid
          ? "border-border bg-subtle"
          : "border-danger-line bg-danger-soft text-danger underline decoration-wavy",
      )}
    >
      <span className="truncate">{entry}</span>
      <button
        type="button"
        onClick={onRemove}
        aria-label={`Remove ${entry}${isValid ? "" : ", which is no address"}`}
        className="grid size-6 shrink-0 place-items-center rounded hover:bg-border"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </span>
  );
}

function isInQuotes(text: string): boolean {
  return (text.match(/"/g)?.length ?? 0) % 2 === 1;
}
