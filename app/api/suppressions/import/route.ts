import { importRequestSchema } from "@/lib/contracts/suppression";
import { route } from "@/lib/http/route";
import { importIntoSuppressions } from "@/lib/suppressions";

/** The largest file, with room for escapes. */
const BODY_BYTES_MAX = 2 * 1024 * 1024;

/** A large one takes a second of the process. */
const limit = { name: "suppression-import", points: 20, perSeconds: 60 };

/** Adds the addresses of a CSV file, or of plain lines, to the signed-in customer's list. */
export const POST = route(
  { auth: "session", body: importRequestSchema, bodyBytesMax: BODY_BYTES_MAX, limit },
  async ({ viewer, body }) => importIntoSuppressions(viewer.customerId, body.text),
);
