/**
 * `npm run test:mutants`: breaks each rule of a safe send in a copy of the source, and expects a suite to go red.
 * Words after `--` choose the mutants whose names or rules contain one of them. Ends with 1 if one is not caught.
 */
import { onStop } from "@/scripts/on-stop";
import { MUTANTS } from "./list";
import type { Mutant, Suite } from "./mutant";
import { Workshop } from "./workshop";

const words = process.argv.slice(2);
const chosen = MUTANTS.filter(
  ({ rule, name }) => words.length === 0 || words.some((word) => `${rule} ${name}`.includes(word)),
);
const workshop = new Workshop();
// Cut short, it leaves no copy behind.
onStop(() => {
  workshop.remove();
  process.exit(1);
});
try {
  console.log("Are the suites green without a mutant?");
  let isSound = chosen.length > 0;
  for (const suite of suitesOf(chosen)) isSound = (await isGreen(suite)) && isSound;
  console.log("\nrule | mutant | suite | caught");
  let caught = 0;
  for (const mutant of chosen) caught += (await isCaught(mutant)) ? 1 : 0;
  console.log(`\n${caught} caught, ${chosen.length - caught} not`);
  process.exitCode = isSound && caught === chosen.length ? 0 : 1;
} finally {
  workshop.remove();
}

/** A suite that is red anyway would catch everything. */
async function isGreen(suite: Suite): Promise<boolean> {
  const { passed, failed } = await workshop.runWith([], suite);
  console.log(`  ${tell(suite)}: ${passed} passed, ${failed} failed`);
  return passed > 0 && failed === 0;
}

/** Only a test that fails is a catch: a suite that can't run says nothing. */
async function isCaught({ rule, name, edits, suite }: Mutant): Promise<boolean> {
  const { failed, passed } = await workshop.runWith(edits, suite);
  const verdict = failed > 0 ? "yes" : passed > 0 ? "NO" : "NO, nothing ran";
  console.log([rule, name, tell(suite), verdict].join(" | "));
  return failed > 0;
}

/** Whole files, each once. */
function suitesOf(mutants: readonly Mutant[]): Suite[] {
  const suites = mutants.map(({ suite }) => ({ ...suite, name: undefined }));
  return [...new Map(suites.map((suite) => [tell(suite), suite])).values()];
}

function tell({ file, name }: Suite): string {
  return name ? `${file} “${name}”` : file;
}
