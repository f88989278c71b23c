import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { EditedBlock } from "./draft";

interface BlockFieldsProps {
  block: EditedBlock;
  number: number;
  onChange: (block: EditedBlock) => void;
}

/** What can be changed of a block. */
export function BlockFields({ block, number, onChange }: BlockFieldsProps) {
  const id = (part: string) => `block-${number}-${part}`;
  const line = (part: "text" | "url" | "alt", label: string, value: string) => (
    <Field id={id(part)} label={label}>
      <Input
        id={id(part)}
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
          {line("text", "Text", block.text)}
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
        <Field id={id("text")} label="Text">
          <Textarea
            id={id("text")}
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
          {line("url", "Address", block.url)}
        </div>
      );
    case "image":
      return (
        <div className="grid gap-3">
          {line("url", "Address", block.url)}
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
          value={block.height}
          onChange={(height) => onChange({ ...block, height: height ?? 24 })}
        />
      );
    case "divider":
      return null;
  }
}

interface PixelsProps {
  id: string;
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
}

function Pixels({ id, label, value, onChange }: PixelsProps) {
  return (
    <Field id={id} label={label} className="max-w-28">
      <Input
        id={id}
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
