import { describedBy, Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { EditedBlock } from "./draft";

interface BlockFieldsProps {
  block: EditedBlock;
  number: number;
  /** What is wrong with it. Said at its first field, and where it has none, below it. */
  error: string | undefined;
  onChange: (block: EditedBlock) => void;
}

/** What can be changed of a block. */
export function BlockFields({ block, number, error, onChange }: BlockFieldsProps) {
  const id = (part: string) => `block-${number}-${part}`;
  const line = (part: "text" | "url" | "alt", label: string, value: string, fault?: string) => (
    <Field id={id(part)} label={label} error={fault}>
      <Input
        {...describedBy(id(part), { error: fault })}
        value={value}
        onChange={(event) => onChange({ ...block, [part]: event.target.value })}
        {...(part === "url" && { inputMode: "url", spellCheck: false, autoCapitalize: "none" })}
      />
    </Field>
  );
  switch (block.type) {
    case "heading":
      return (
        <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_7rem]">
          {line("text", "Text", block.text, error)}
          <Field id={id("level")} label="Size">
            <Select
              id={id("level")}
              value={block.level}
              onChange={(event) => onChange({ ...block, level: levelOf(event.target.value) })}
            >
              <option value="1">Large</option>
              <option value="2">Medium</option>
              <option value="3">Small</option>
            </Select>
          </Field>
        </div>
      );
    case "paragraph":
      return (
        <Field id={id("text")} label="Text" error={error}>
          <Textarea
            {...describedBy(id("text"), { error })}
            value={block.text}
            onChange={(event) => onChange({ ...block, text: event.target.value })}
            className="min-h-24"
          />
        </Field>
      );
    case "button":
      return (
        <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
          {line("text", "Label", block.text)}
          {line("url", "Address", block.url, error)}
        </div>
      );
    case "image":
      return (
        <div className="grid gap-3">
          {line("url", "Address", block.url, error)}
          <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_7rem]">
            {line("alt", "Description", block.alt)}
            <Pixels
              id={id("width")}
              label="Width (px)"
              value={block.width}
              onChange={(width) => onChange({ ...block, width })}
            />
          </div>
        </div>
      );
    case "spacer":
      return (
        <Pixels
          id={id("height")}
          label="Height (px)"
          error={error}
          value={block.height}
          onChange={(height) => onChange({ ...block, height: height ?? 24 })}
        />
      );
    case "divider":
      return error ? <p className="text-[0.8125rem] font-medium text-danger">{error}</p> : null;
  }
}

interface PixelsProps {
  id: string;
  label: string;
  value: number | null;
  error?: string | undefined;
  onChange: (value: number | null) => void;
}

function Pixels({ id, label, value, error, onChange }: PixelsProps) {
  return (
    <Field id={id} label={label} error={error} className="max-w-28">
      <Input
        {...describedBy(id, { error })}
        type="number"
        value={value ?? ""}
        onChange={(event) =>
          onChange(event.target.value === "" ? null : Math.round(event.target.valueAsNumber))
        }
      />
    </Field>
  );
}

function levelOf(value: string): 1 | 2 | 3 {
  return value === "1" ? 1 : value === "2" ? 2 : 3;
}
