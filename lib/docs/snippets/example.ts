import "server-only";
import type { Snippet } from "../../contracts/docs";
import type { Site } from "../site";

/** An example that is shown and, in Node and curl, run by a test as it stands. */
export interface Example {
  name: string;
  /** Subjects of the emails that each of its ways sends; none if nothing leaves. */
  arrives: readonly string[];
  write(site: Site): readonly Snippet[];
}
