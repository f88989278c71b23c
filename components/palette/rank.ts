/** The share of a text that begins with the query is better than one that has it somewhere. */
const BEGINS = 1;
const WORD_BEGINS = 0.8;
const CONTAINS = 0.5;

/**
 * How well something fits a query, 0 for not at all. Every word of the query must be in its label or its other words;
 * what the label has counts more. Pure.
 */
export function rank(label: string, query: string, others: readonly string[] = []): number {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const name = label.toLowerCase();
  const rest = others.join(" ").toLowerCase();
  let score = BEGINS;
  for (const word of words) {
    if (name.startsWith(word)) continue;
    if (name.includes(` ${word}`)) score = Math.min(score, WORD_BEGINS);
    else if (name.includes(word)) score = Math.min(score, CONTAINS);
    else if (rest.includes(word)) score = Math.min(score, CONTAINS / 2);
    else return 0;
  }
  return score;
}
