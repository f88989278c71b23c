import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "@/scripts/env-files";

/** What the image says of how the app runs; there is no Docker in tests, so they do the same by hand. */
export interface Image {
  env: Record<string, string>;
  /** Arguments for Node. */
  command: string[];
  healthcheck: string[];
  text: string;
}

/** Reads the last stage of the Dockerfile. */
export function readDockerfile(): Image {
  const text = readFileSync(path.join(root, "Dockerfile"), "utf8");
  const last = text.slice(text.lastIndexOf("\nFROM "));
  const [, variables = ""] = /^ENV (.+)$/m.exec(last) ?? [];
  return {
    env: Object.fromEntries(variables.split(" ").map((pair) => pair.split("=") as [string, string])),
    command: nodeArguments(/^CMD (\[.+\])$/m.exec(last)?.[1]),
    healthcheck: nodeArguments(/^HEALTHCHECK .+ CMD (\[.+\])$/m.exec(last)?.[1]),
    text,
  };
}

function nodeArguments(list = "[]"): string[] {
  const [program, ...rest] = JSON.parse(list) as string[];
  if (program !== "node") throw new Error(`The image runs ${program}, and not node.`);
  return rest;
}
