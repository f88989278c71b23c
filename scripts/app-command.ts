/**
 * Node with room left lets garbage pile up to four times of what is in use. At a thousand emails a second MailKit uses
 * about 100 MB; with these bounds it stays near 300 instead of 460, and is no slower. NODE_OPTIONS may say otherwise.
 */
const MEMORY_FLAGS = ["--max-semi-space-size=32", "--max-old-space-size=1024"];

/** Arguments for Node that start the production build on a port. */
export function appCommand(port: number | string): string[] {
  const given = process.env.NODE_OPTIONS ?? "";
  const flags = MEMORY_FLAGS.filter((flag) => !given.includes(flag.split("=")[0] ?? flag));
  return [...flags, "node_modules/next/dist/bin/next", "start", "-p", String(port)];
}
