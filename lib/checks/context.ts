import "server-only";
import type { Manners } from "../providers/ask";
import type { Configuration } from "./configuration";

/** What the checks go by. */
export interface CheckContext {
  configuration: Configuration;
  manners: Manners;
  /** The id of the signed test messages. One that was used before is answered the same and stored no second time. */
  messageId: string;
  /** Whether to find out by a change that changes nothing if the key at Dodo may write. */
  triesWriting: boolean;
}
