/** An import of suppressed addresses takes so much at a time. */
export const IMPORT_BYTES_MAX = 1_000_000;
export const IMPORT_ADDRESSES_MAX = 10_000;
