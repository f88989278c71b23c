const LENGTH_MAX = 256;

/** Keys that are unusual, and keys all the same. */
export const ODD_KEYS = [
  { name: "one character", key: "!" },
  { name: "the longest text", key: "k".repeat(LENGTH_MAX) },
  { name: "a text with spaces", key: "order 17, second part" },
  // A header that is sent twice arrives like this; which of the two was meant does not matter while they are equal.
  { name: "a doubled header", key: "twice, twice" },
  { name: "a text that looks like SQL", key: "'); drop table emails; --" },
  { name: "a text that looks like JSON", key: '{"key":null}' },
  { name: "a text with escapes", key: "%00\\u0000\\n" },
];

export const IMPOSSIBLE_KEYS = [
  { name: "nothing", key: "" },
  { name: "a text that is too long", key: "k".repeat(LENGTH_MAX + 1) },
  { name: "a letter that is not ASCII", key: "schlüssel" },
  { name: "a tab", key: "a\tb" },
];
