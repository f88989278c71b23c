import { messageOf, ProblemError } from "@/components/http/fetch-json";

/** What the server found wrong, by the place that it points to. */
export type Issues = Readonly<Record<string, string>>;

/** Sorts what was thrown: faults by their place, and a sentence for all of it. */
export function explain(error: unknown): { issues: Issues; message: string } {
  if (!(error instanceof ProblemError)) return { issues: {}, message: messageOf(error) };
  const { errors = [], code } = error.problem;
  // The backquotes are for readers of JSON.
  const found = errors.map(({ pointer, detail }) => [pointer, detail.replaceAll("`", "")] as const);
  if (code === "already_exists") found.push(["/alias", error.message.replaceAll("`", "")]);
  const [first] = found;
  return { issues: Object.fromEntries(found), message: first?.[1] ?? error.message };
}

/** What is wrong at a place, or inside of it. */
export function issueAt(issues: Issues, pointer: string): string | undefined {
  const inside = Object.keys(issues).find((key) => key === pointer || key.startsWith(`${pointer}/`));
  return inside === undefined ? undefined : issues[inside];
}
