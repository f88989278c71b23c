import { testBuild } from "@/scripts/test-build";
import { createTestDatabase, testPostgres } from "./database";

/** Once for all test files: the build, the database server, and the template that each file's database is copied from. */
export default async function setup(): Promise<() => Promise<void>> {
  testBuild();
  const postgres = await testPostgres();
  await (await createTestDatabase()).drop();
  return () => postgres.stop();
}
