import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "./env";
import { AppError } from "./errors";

/** Says how a secret was sealed, so that another way can be added beside this one. */
const VERSION = "v1";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Whose secret it is. A sealed one that is moved to another row can't be opened there. */
export interface SecretOwner {
  customerId: string;
  endpointId: string;
}

/**
 * Seals a secret that must be read back, for the database: AES-256-GCM under a key that is derived from
 * NEXTAUTH_SECRET. Returns text with the version in front.
 */
export function sealSecret(secret: string, owner: SecretOwner): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyOf(env().NEXTAUTH_SECRET), nonce).setAAD(
    associatedData(owner),
  );
  const sealed = Buffer.concat([nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${sealed.toString("base64url")}`;
}

/**
 * Opens what `sealSecret` made for this owner, under NEXTAUTH_SECRET or the one before. Throws `misconfigured` if it can't be
 * opened: NEXTAUTH_SECRET was changed since, or the row was tampered with.
 */
export function openSecret(sealed: string, owner: SecretOwner): string {
  const { NEXTAUTH_SECRET, NEXTAUTH_SECRET_PREVIOUS } = env();
  try {
    return openUnder(keyOf(NEXTAUTH_SECRET), sealed, owner);
  } catch (cause) {
    if (NEXTAUTH_SECRET_PREVIOUS)
      try {
        return openUnder(keyOf(NEXTAUTH_SECRET_PREVIOUS), sealed, owner);
      } catch {
        // It is of neither: what is said of the first says enough.
      }
    throw new AppError(
      "misconfigured",
      "The signing secret can't be read back: NEXTAUTH_SECRET was changed since it was made. Rotate it to get a new one.",
      {},
      { cause },
    );
  }
}

function openUnder(key: Buffer, sealed: string, owner: SecretOwner): string {
  const [version, text = ""] = sealed.split(".");
  const bytes = Buffer.from(text, "base64url");
  if (version !== VERSION) throw new Error(`Sealed as ${version}, which is not known here`);
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(associatedData(owner))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  const opened = [decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()];
  return Buffer.concat(opened).toString("utf8");
}

/** One key for this purpose alone: whoever learns it can't forge sessions, which the same variable signs. */
function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", "mailkit secret-box v1", KEY_BYTES));
}

function associatedData({ customerId, endpointId }: SecretOwner): Buffer {
  return Buffer.from(`${customerId}/${endpointId}`);
}
