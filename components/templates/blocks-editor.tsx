"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { TEMPLATE_BLOCKS_MAX } from "@/lib/contracts/template-rules";
import { BlockFields } from "./block-fields";
import { BLOCK_NAMES, BLOCK_TYPES } from "./block-types";
import { type EditedBlock, withKey } from "./draft";
import { type Issues, issueAt } from "./issues";

interface BlocksEditorProps {
  blocks: readonly EditedBlock[];
  issues: Issues;
  onChange: (blocks: readonly EditedBlock[]) => void;
}

/** The blocks of a template, one under the other: added, moved, changed and deleted. */
export function BlocksEditor({ blocks, issues, onChange }: BlocksEditorProps) {
  const list = useRef<HTMLOListElement>(null);
  const [moved, setMoved] = useState<{ key: string | null; label: string } | null>(null);
  // A button that moves its block moves with it; the focus stays on it.
  useEffect(() => {
    if (moved?.key) list.current?.querySelector<HTMLElement>(`[data-block="${moved.key}"]`)?.focus();
  }, [moved]);

  function move(index: number, by: 1 | -1) {
    const next = [...blocks];
    const [block] = next.splice(index, 1);
    if (!block) return;
    next.splice(index + by, 0, block);
    onChange(next);
    setMoved({ key: block.key, label: `${BLOCK_TYPES[block.type].label} is now block ${index + by + 1}.` });
  }
  /** The focus goes to the block that takes its place (`components/ui/keep-focus.ts`). */
  function remove({ key, type }: EditedBlock) {
    onChange(blocks.filter((block) => block.key !== key));
    setMoved({ key: null, label: `${BLOCK_TYPES[type].label} deleted. ${blocks.length - 1} left.` });
  }
  function add(type: EditedBlock["type"]) {
    const block = withKey(BLOCK_TYPES[type].fresh);
    onChange([...blocks, block]);
    setMoved({ key: block.key, label: `${BLOCK_TYPES[type].label} added at the end.` });
  }

  return (
    <div className="grid gap-3">
      <ol ref={list} aria-label="Blocks" className="grid gap-3">
        {blocks.map((block, index) => (
          <BlockRow
            key={block.key}
            block={block}
            number={index + 1}
            isLast={index === blocks.length - 1}
            error={issueAt(issues, `/blocks/${index}`)}
            onChange={(next) => onChange(blocks.map((one) => (one.key === block.key ? next : one)))}
            onMove={(by) => move(index, by)}
            onDelete={() => remove(block)}
          />
        ))}
      </ol>
      {blocks.length === 0 && (
        <p className="rounded-md border border-dashed p-6 text-center text-muted">
          {issueAt(issues, "/blocks") ?? "There is nothing in it. Add a block."}
        </p>
      )}
      <p role="status" className="sr-only">
        {moved?.label}
      </p>
      <fieldset className="flex flex-wrap gap-2" disabled={blocks.length >= TEMPLATE_BLOCKS_MAX}>
        <legend className="mb-1.5 text-[0.8125rem] font-medium">Add a block</legend>
        {BLOCK_NAMES.map((type) => {
          const { label, icon: Icon } = BLOCK_TYPES[type];
          return (
            <Button key={type} variant="secondary" size="sm" onClick={() => add(type)}>
              <Icon aria-hidden />
              {label}
            </Button>
          );
        })}
      </fieldset>
    </div>
  );
}

interface BlockRowProps {
  block: EditedBlock;
  number: number;
  isLast: boolean;
  error: string | undefined;
  onChange: (block: EditedBlock) => void;
  onMove: (by: 1 | -1) => void;
  onDelete: () => void;
}

function BlockRow({ block, number, isLast, error, onChange, onMove, onDelete }: BlockRowProps) {
  const { label, icon: Icon } = BLOCK_TYPES[block.type];
  const name = `${label}, block ${number}`;
  return (
    <li
      tabIndex={-1}
      data-block={block.key}
      aria-label={name}
      className="grid gap-3 rounded-md border p-3 outline-none focus-visible:border-accent"
    >
      <div className="flex items-center gap-1">
        <Icon aria-hidden className="size-4 text-muted" />
        <span className="mr-auto ml-1 text-[0.8125rem] font-medium">{label}</span>
        <Button
          variant="ghost"
          size="icon"
          aria-label={`Move up: ${name}`}
          disabled={number === 1}
          onClick={() => onMove(-1)}
        >
          <ArrowUp aria-hidden />
        </Button>
        <Button
          variant="ghost"
          size="icon"
          aria-label={`Move down: ${name}`}
          disabled={isLast}
          onClick={() => onMove(1)}
        >
          <ArrowDown aria-hidden />
        </Button>
        <Button variant="ghost" size="icon" aria-label={`Delete: ${name}`} onClick={onDelete}>
          <Trash2 aria-hidden />
        </Button>
      </div>
      <BlockFields block={block} number={number} error={error} onChange={onChange} />
    </li>
  );
}
