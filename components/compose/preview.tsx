import { MailPreview } from "@/components/ui/mail-preview";
import { type AttachedFile, withInlineFiles } from "./files";

/** How the HTML looks with the files that it shows. */
export function Preview({ html, files }: { html: string; files: readonly AttachedFile[] }) {
  return <MailPreview html={withInlineFiles(html, files)} />;
}
