const STEPS = [1, 2, 5, 10];

/** The top of an axis for values up to this one: round, even, and at least 10, so that its half is a number of emails. Pure. */
export function axisTop(highest: number): number {
  if (highest <= 10) return 10;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = STEPS.find((candidate) => candidate * power >= highest) ?? 10;
  return step * power;
}
