/** Rows of a page; the server prefetches as many as the card shows. */
export const LEDGER_ROWS = 15;
export const PAYMENT_ROWS = 10;
