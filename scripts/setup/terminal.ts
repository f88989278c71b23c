import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

const secrets = new Set<string>();

/** From here on the value is never printed, whoever says it. */
export function keepSecret(value: string | undefined): void {
  if (value && value.length >= 8) secrets.add(value);
}

/** The text without anything that is secret: a provider's error may quote what it was sent. */
export function withoutSecrets(text: string): string {
  let shown = text;
  for (const secret of secrets) shown = shown.replaceAll(secret, "…");
  return shown;
}

export const say = (text: string): void => console.log(withoutSecrets(text));

/** Whether there is somebody to answer. */
export const isInteractive = (): boolean => process.stdin.isTTY === true && process.stdout.isTTY === true;

/** Asks for a line. A secret is not shown while it is typed. */
export async function ask(question: string, { isSecret = false } = {}): Promise<string> {
  let isMuted = false;
  const output = new Writable({
    write(chunk, _encoding, done) {
      if (!isMuted) process.stdout.write(chunk);
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output, terminal: true });
  try {
    const answer = terminal.question(question);
    isMuted = isSecret;
    return (await answer).trim();
  } finally {
    terminal.close();
    if (isSecret) process.stdout.write("\n");
  }
}

/** True for a clear yes. */
export const confirm = async (question: string): Promise<boolean> =>
  /^y(es)?$/i.test(await ask(`${question} [y/N] `));
