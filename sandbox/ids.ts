import { randomBytes, randomUUID } from "node:crypto";

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

type DodoIdPrefix =
  | "cus"
  | "cde"
  | "cdb"
  | "cdg"
  | "cdl"
  | "cem"
  | "pdt"
  | "sub"
  | "pay"
  | "ref"
  | "dsp"
  | "inv"
  | "cks"
  | "pm"
  | "ep"
  | "prt";

function randomBase62(length: number): string {
  // The slight bias of the remainder does not matter: these ids only have to be unique.
  return Array.from(randomBytes(length), (byte) => base62[byte % 62]).join("");
}

/** Dodo ids are a prefix and 21 base62 characters; callers must treat them as opaque. */
export const dodoId = (prefix: DodoIdPrefix): string => `${prefix}_${randomBase62(21)}`;

/** Svix, which delivers for both providers, names a message `msg_` and 27 characters. */
export const messageId = (): string => `msg_${randomBase62(27)}`;

/** Resend ids are UUIDs; some of its clients parse them as such. */
export const resendId = (): string => randomUUID();

export const signingSecret = (): string => `whsec_${randomBytes(24).toString("base64")}`;
