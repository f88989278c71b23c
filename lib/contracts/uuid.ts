const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** True if the text can be an id of ours (RFC 9562). */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
