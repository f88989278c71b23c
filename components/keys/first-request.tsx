import { CopyCode } from "@/components/copy-text";

/** What a request with a key looks like. */
export function FirstRequest({ command }: { command: string }) {
  return (
    <div className="grid grid-cols-1 gap-2 border-t px-5 py-4">
      <h2 className="text-[0.8125rem] font-medium">With a key, this sends an email</h2>
      <CopyCode text={command} label="command" />
    </div>
  );
}
