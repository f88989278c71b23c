import { formatCount, formatCounted } from "@/components/format";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { DialogActions } from "@/components/ui/dialog";
import type { ImportReport } from "@/lib/contracts/suppression";

/** What became of the lines of an import. */
export function ImportResult({ report, onClose }: { report: ImportReport; onClose: () => void }) {
  const { added, already_there, invalid, invalid_lines } = report;
  return (
    <div className="grid gap-4">
      <Banner
        role="status"
        tone={invalid > 0 ? "warning" : "success"}
        title={`${formatCount(added)} added, ${formatCount(already_there)} there already`}
      >
        {invalid > 0 &&
          `${formatCounted(invalid, "line")} without an address ${invalid === 1 ? "was" : "were"} left out.`}
      </Banner>
      {invalid_lines.length > 0 && (
        <ul
          aria-label="Lines that were left out"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
          tabIndex={0}
          className="grid max-h-48 gap-1 overflow-y-auto rounded-md border bg-subtle p-3 text-[0.8125rem]"
        >
          {invalid_lines.map(({ line, text }) => (
            <li key={line} className="flex gap-3">
              <span className="shrink-0 text-muted tabular-nums">Line {formatCount(line)}</span>
              <code className="min-w-0 font-mono text-xs leading-5 break-all">{text}</code>
            </li>
          ))}
        </ul>
      )}
      {invalid > invalid_lines.length && (
        <p className="text-[0.8125rem] text-muted">
          The first {formatCount(invalid_lines.length)} of them are shown.
        </p>
      )}
      <DialogActions>
        <Button onClick={onClose}>Done</Button>
      </DialogActions>
    </div>
  );
}
