/**
 * `npm run test:mutants`: breaks each rule of a safe send in a copy of the source, and expects a suite to go red.
 * Words after `--` choose the mutants whose names or rules contain one of them. Ends with 1 if one is not caught.
 */
import { MUTANTS } from "./list";
import type { Mutant, Suite } from "./mutant";
import { Workshop } from "./workshop";

const words = process.argv.slice(2);
const chosen = MUTANTS.filter(
  ({ rule, name }) => words.length === 0 || words.some((word) => `${rule} ${name}`.includes(word)),
);
const workshop = new Workshop();
try {
  const broken = suitesOf(chosen).filter((suite) => !isGreen(suite));
  for (const suite of broken) console.error(`Red or empty without any mutant: ${tell(suite)}`);
  console.log("rule | mutant | suite | caught");
  const survivors = chosen.filter((mutant) => !isCaught(mutant));
  console.log(`\n${chosen.length - survivors.length} caught, ${survivors.length} not`);
  process.exitCode = survivors.length + broken.length === 0 && chosen.length > 0 ? 0 : 1;
} finally {
  workshop.remove();
}

/** A suite that is red anyway would catch everything. */
function isGreen(suite: Suite): boolean {
  const { passed, failed } = workshop.runWith([], suite);
  return passed > 0 && failed === 0;
}

/** Only a test that fails is a catch: a suite that can't run says nothing. */
function isCaught({ rule, name, edits, suite }: Mutant): boolean {
  const { failed, passed } = workshop.runWith(edits, suite);
  const verdict = failed > 0 ? "yes" : passed > 0 ? "NO" : "NO, nothing ran";
  console.log([rule, name, tell(suite), verdict].join(" | "));
  return failed > 0;
}

function suitesOf(mutants: readonly Mutant[]): Suite[] {
  return [...new Map(mutants.map(({ suite }) => [tell(suite), suite])).values()];
}

function tell({ file, name }: Suite): string {
  return name ? `${file} “${name}”` : file;
}
