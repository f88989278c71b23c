import { EMAIL_BYTES_MAX } from "@/lib/contracts/send-rules";

/** A file that goes along, read and encoded. */
export interface AttachedFile {
  id: string;
  name: string;
  /** Media type; empty if the browser does not know it. */
  type: string;
  sizeBytes: number;
  /** Base64. */
  content: string;
  /** SHA-256 of the content: tells two files of one name apart where keeping them would be too much. */
  digest: string;
  /** The HTML shows the file where it says `cid:` and this; empty for a plain attachment. */
  contentId: string;
}

/** What a file becomes in an email: base64 writes three bytes as four characters. */
export function encodedBytes(sizeBytes: number): number {
  return Math.ceil(sizeBytes / 3) * 4;
}

/** What the parts of an email add up to, in the bytes that its limit counts. */
export function emailBytesOf(email: {
  html: string;
  text: string;
  files: readonly Pick<AttachedFile, "sizeBytes">[];
}): number {
  return email.files.reduce(
    (sum, file) => sum + encodedBytes(file.sizeBytes),
    email.html.length + email.text.length,
  );
}

/** Why a file can't come along, or null. Asked before it is read: a film would fill the memory. */
export function refusalOfFile(file: { name: string; size: number }, usedBytes: number): string | null {
  if (file.size === 0) return `“${file.name}” is empty, or a folder. Choose a file with something in it.`;
  if (usedBytes + encodedBytes(file.size) <= EMAIL_BYTES_MAX) return null;
  return `“${file.name}” does not fit: an email has at most ${formatBytes(EMAIL_BYTES_MAX)}, and a file takes a third more than its size.`;
}

/** Reads a file of the reader's machine. Throws if it is gone or a folder. */
export async function readFile(file: File): Promise<AttachedFile> {
  const [content, digest] = await Promise.all([toBase64(file), sha256(file)]);
  const { name, type, size: sizeBytes } = file;
  return { id: crypto.randomUUID(), name, type, sizeBytes, content, digest, contentId: "" };
}

/** The browser's own encoder is behind data URLs, and a hundred times faster than a loop. */
function toBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

async function sha256(file: File): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** `812 B`, `4.2 kB`, `40 MB`: thousands, as the limit counts them. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [amount, unit] = bytes < 999_950 ? [bytes / 1000, "kB"] : [bytes / 1_000_000, "MB"];
  return `${new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 }).format(amount)} ${unit}`;
}

/** The HTML with its inline files in place, as a mail program shows it. */
export function withInlineFiles(html: string, files: readonly AttachedFile[]): string {
  return files
    .filter(({ contentId }) => contentId.trim() !== "")
    .reduce(
      (shown, { contentId, type, content }) =>
        shown.replaceAll(`cid:${contentId.trim()}`, () => `data:${type};base64,${content}`),
      html,
    );
}
