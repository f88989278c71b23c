/** What a customer is told of what bounds their sending besides their credits. Rendered by the server, so never parsed. */
export interface SendingNotice {
  kind: "paused" | "slowed" | "new";
  /** In words for the customer; empty for `new`, which explains itself. */
  reason: string;
  /** Credits that may be used in a day (UTC); null while paused. */
  daily_credits: number | null;
}
