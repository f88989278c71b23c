/** Between single quotes a shell takes everything as it is, but for a single quote. */
export function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
