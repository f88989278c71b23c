/** The value that the share `q` of the numbers does not exceed (nearest rank); NaN without numbers. */
export function quantile(numbers: readonly number[], q: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (numbers: readonly number[]): number => quantile(numbers, 0.5);

export const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0);

/** A figure of several rounds as the tables show it: the median, and the extremes where there is more than one round. */
export function overRounds(numbers: readonly number[], digits = 0): string {
  if (numbers.length === 0) return "not measured";
  const middle = round(median(numbers), digits);
  if (numbers.length === 1) return middle;
  return `${middle} (${round(Math.min(...numbers), digits)} to ${round(Math.max(...numbers), digits)})`;
}

export function round(number: number, digits = 0): string {
  if (!Number.isFinite(number)) return "none";
  return number.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
