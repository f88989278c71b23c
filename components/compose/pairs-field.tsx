import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { useAlive } from "@/components/use-alive";
import type { Pair } from "./draft";

interface PairsFieldProps {
  id: string;
  /** What one of them is called: `header`, `tag`. */
  noun: string;
  legend: string;
  hint: string;
  placeholder: Pair;
  value: readonly Pair[];
  onChange: (pairs: readonly Pair[]) => void;
  error?: string;
}

/** Names with values, as many as one adds. Empty rows are left out of the email. */
export function PairsField({ id, noun, legend, hint, placeholder, value, onChange, error }: PairsFieldProps) {
  const isAlive = useAlive();
  const set = (index: number, part: Partial<Pair>) =>
    onChange(value.map((pair, other) => (other === index ? { ...pair, ...part } : pair)));
  const field = (pair: Pair, index: number, part: keyof Pair) => (
    <Input
      id={index === 0 && part === "name" ? id : undefined}
      aria-label={`${part === "name" ? "Name" : "Value"} of ${noun} ${index + 1}`}
      aria-invalid={error ? true : undefined}
      aria-describedby={error ? `${id}-error` : undefined}
      value={pair[part]}
      onChange={(event) => set(index, { [part]: event.target.value })}
      placeholder={placeholder[part]}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      className="font-mono sm:text-[0.8125rem]"
    />
  );
  return (
    <fieldset disabled={!isAlive} className="grid gap-2">
      <legend className="text-[0.8125rem] font-medium">{legend}</legend>
      <p className="text-[0.8125rem] text-muted">{hint}</p>
      {value.map((pair, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity, and hold no state.
          key={index}
          data-row
          className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.5fr)_auto] items-center gap-2"
        >
          {field(pair, index, "name")}
          {field(pair, index, "value")}
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Remove ${noun} ${index + 1}`}
            onClick={() => onChange(value.filter((_, other) => other !== index))}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      {error && (
        <p id={`${id}-error`} className="text-[0.8125rem] font-medium text-danger">
          {error}
        </p>
      )}
      <Button
        variant="secondary"
        size="sm"
        className="justify-self-start"
        onClick={() => onChange([...value, { name: "", value: "" }])}
      >
        <Plus aria-hidden />
        Add {noun}
      </Button>
    </fieldset>
  );
}
