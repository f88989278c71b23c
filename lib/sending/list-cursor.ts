import "server-only";
import { z } from "zod";
import { InvalidInput } from "../errors";

/** A place in a list of emails, to the microsecond, which a JavaScript date would cut off, and with it rows. */
const positionSchema = z.object({ at: z.iso.datetime({ precision: 6 }), id: z.uuid() });
export type Position = z.infer<typeof positionSchema>;

/** From where, and in which direction, a page goes on. */
export interface Cursor {
  direction: "older" | "newer";
  from: Position;
}

const tokenSchema = z.tuple([z.enum(["older", "newer"]), z.iso.datetime({ precision: 6 }), z.uuid()]);

/** The cursor as it stands in an address. */
export function encodeCursor({ direction, from }: Cursor): string {
  return Buffer.from(JSON.stringify([direction, from.at, from.id])).toString("base64url");
}

/** Reads a cursor back. Throws InvalidInput for one that no page gave out. */
export function decodeCursor(cursor: string): Cursor {
  try {
    const [direction, at, id] = tokenSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return { direction, from: { at, id } };
  } catch {
    throw new InvalidInput([{ pointer: "/cursor", detail: "This cursor is not one that a page gave out." }]);
  }
}
