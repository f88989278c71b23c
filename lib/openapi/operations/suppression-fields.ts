import "server-only";

const ID = "0198c2f4-9b3c-7d22-9e4f-6a8b0c2d4e5f";
export const REF_FIELDS = { object: "Always `suppression`.", id: "The entry's id." };
export const ENTRY_FIELDS = {
  id: "The entry's id.",
  email: "The address.",
  origin: "Why it is on the list.",
  source_id: "The email that bounced or was complained of; null for an address that was added by hand.",
  created_at: "Since when.",
};
export const ENTRY = {
  id: ID,
  email: "gone@acme.dev",
  origin: "bounce",
  source_id: "0198c2f4-7d1e-7a53-9f0b-3c1d5e7f9a2b",
  created_at: "2030-01-31T09:00:00.000Z",
};
export const added = { object: "suppression", id: ID };
export const removed = { ...added, deleted: true };
export const REMOVED_FIELDS = { ...REF_FIELDS, deleted: "Always true." };
