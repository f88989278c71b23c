const SECONDS_DEFAULT = 60;
const ROUNDS_DEFAULT = 2;

export interface Options {
  /** Names of the rows to run, such as `B1`; empty means all. */
  rows: string[];
  /** Length of one round of a row that runs under load. */
  seconds: number;
  /** How many times each side of a row is measured, in turns. */
  rounds: number;
  /** Variables for MailKit's process, to profile it: `--app-env=NODE_OPTIONS=--cpu-prof`. */
  appEnv: Record<string, string>;
}

/** Reads `B1 B3 --seconds=10 --rounds=1`. Throws for what it does not know, so that a typing error measures nothing. */
export function readOptions(args: readonly string[]): Options {
  const options: Options = { rows: [], seconds: SECONDS_DEFAULT, rounds: ROUNDS_DEFAULT, appEnv: {} };
  for (const arg of args) {
    const [, name, value = ""] = /^--([a-z-]+)=(.+)$/.exec(arg) ?? [];
    if (name === "seconds") options.seconds = positive(arg, value);
    else if (name === "rounds") options.rounds = positive(arg, value);
    else if (name === "app-env") {
      const cut = value.indexOf("=");
      options.appEnv[value.slice(0, cut)] = value.slice(cut + 1);
    } else if (/^B\d+$/i.test(arg)) options.rows.push(arg.toUpperCase());
    else throw new Error(`What is ${arg}? Write for example: npm run bench -- B1 B3 --seconds=10 --rounds=1`);
  }
  return options;
}

function positive(arg: string, value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`${arg} needs a whole number above 0.`);
}
