/**
 * `npm run bench`: MailKit beside the tutorial's flow, on this machine, with nothing but local processes. Prints a table
 * and, after a whole run, writes docs/benchmarks.md. `npm run bench -- B1 B3 --seconds=10 --rounds=1` runs less.
 */
import { readOptions } from "./options";
import { busyShare } from "./processes";
import { type Busy, print, write } from "./report";
import type { Measurement, Result } from "./row";
import { batches } from "./rows/batches";
import { crash } from "./rows/crash";
import { dashboards } from "./rows/dashboards";
import { idle } from "./rows/idle";
import { manyCustomers } from "./rows/many-customers";
import { sustained } from "./rows/sustained";
import { webhooks } from "./rows/webhooks";

const MEASUREMENTS: readonly Measurement[] = [
  sustained,
  batches,
  idle,
  manyCustomers,
  dashboards,
  crash,
  webhooks,
];

// What was started ends with this process, also when it is cut short.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const options = readOptions(process.argv.slice(2));
const known = MEASUREMENTS.flatMap(({ fills }) => fills);
const unknown = options.rows.filter((row) => !known.includes(row));
if (unknown.length > 0)
  throw new Error(`There is no row ${unknown.join(", ")}. There are: ${known.join(", ")}.`);

const results: Result[] = [];
const busy: Busy[] = [];
let hasFailed = false;
for (const measurement of MEASUREMENTS) {
  if (options.rows.length > 0 && !measurement.fills.some((row) => options.rows.includes(row))) continue;
  // Before anything of the row's own runs: what is busy now is somebody else's.
  const share = await busyShare();
  const rows = measurement.fills.join(", ");
  busy.push({ rows, share });
  console.log(`\n${rows} (other programs use ${Math.round(share * 100)} % of the processor)`);
  try {
    results.push(...(await measurement.run(options)));
  } catch (error) {
    hasFailed = true;
    console.error(error);
  }
}
results.sort((a, b) => Number.parseInt(a.row.slice(1), 10) - Number.parseInt(b.row.slice(1), 10));
print(results);
if (options.rows.length === 0 && !hasFailed) console.log(`\nWritten to ${write(results, options, busy)}`);
process.exit(hasFailed ? 1 : 0);
