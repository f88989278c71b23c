import { Paperclip } from "lucide-react";
import { formatBytes } from "@/components/format";
import { Card } from "@/components/ui/card";
import type { EmailDetail } from "@/lib/contracts/email";

/** Which files went along. Their content went to the recipients and is not kept for reading. */
export function AttachmentList({ email }: { email: EmailDetail }) {
  const { attachments, content_removed_after_days: removedAfterDays } = email;
  const unnamed = removedAfterDays === null ? "Without a name" : "Name removed";
  return (
    <Card title="Attachments">
      <ul className="divide-y text-[0.8125rem]">
        {attachments.map(({ filename, content_type, bytes }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and their order never changes.
          <li key={index} className="flex items-center gap-3 py-2">
            <Paperclip aria-hidden className="size-4 shrink-0 text-muted" />
            <span className="min-w-0 flex-1 font-medium [overflow-wrap:anywhere]">{filename ?? unnamed}</span>
            {content_type && <span className="text-muted max-sm:hidden">{content_type}</span>}
            <span className="tabular-nums">{formatBytes(bytes)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
