import "server-only";

/** The smallest UUIDv7 of this millisecond: ids of later rows are larger. Pure. */
export function firstIdAt(moment: Date): string {
  const hex = moment.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
