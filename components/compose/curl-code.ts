import { quoteForShell } from "@/components/shell-text";
import type { CodeEmail } from "./code";

/** Linux takes at most 128 KiB as one argument of a program; what is longer goes through a pipe. */
const ARGUMENT_CHARS_MAX = 30_000;

/**
 * A command for any POSIX shell that sends the email. The key comes from the environment, so that it is not in the
 * shell's history; files are read from the current folder.
 */
export function curlCode(baseUrl: string, { files, ...email }: CodeEmail): string {
  const curl = [
    `curl ${quoteForShell(`${baseUrl}/emails`)}`,
    '-H "Authorization: Bearer $MAILKIT_API_KEY"',
    '-H "Content-Type: application/json"',
  ];
  const json = JSON.stringify(email, null, 2);
  if (files.length === 0 && json.length <= ARGUMENT_CHARS_MAX)
    return [...curl, `-d ${quoteForShell(json)}`].join(" \\\n  ");
  return `${bodyToPipe(json, files)} | ${[...curl, "--data-binary @-"].join(" \\\n  ")}`;
}

/** `printf` is built into shells, so that its arguments may be of any length. */
function bodyToPipe(json: string, files: CodeEmail["files"]): string {
  const print = (text: string) => `printf '%s' ${quoteForShell(text)}`;
  if (files.length === 0) return print(json);
  const steps: string[] = [];
  // The JSON is cut where a file's content goes, and never searched for a mark: a value could contain any mark.
  let text = `${json.slice(0, -"\n}".length)},\n  "attachments": [`;
  files.forEach((file, index) => {
    text += `${index === 0 ? "" : ","}\n    ${JSON.stringify(file).slice(0, -1)},"content":"`;
    steps.push(print(text), `base64 < ${quoteForShell(file.filename)} | tr -d '\\n'`);
    text = '"}';
  });
  return ["{", ...steps, print(`${text}\n  ]\n}`), "}"].join("\n");
}
