import { testPostgres } from "./database";
import { startStack } from "./stack";

/** One stack for all browser tests; each test signs in as somebody new. */
export default async function setup(): Promise<() => Promise<void>> {
  const postgres = await testPostgres();
  const stack = await startStack();
  process.env.MAILKIT_E2E = JSON.stringify({ baseUrl: stack.baseUrl, sandboxUrl: stack.sandboxUrl });
  return async () => {
    await stack.stop();
    await postgres.stop();
  };
}
