/** `npm run db:migrate`: brings the database of DATABASE_URL up to date and says what it did. */
import { applyMigrations } from "@/lib/db/migrate";
import { loadEnvFiles } from "./env-files";

loadEnvFiles();
const databaseUrl = process.env.DATABASE_URL?.trim();
if (!databaseUrl) {
  console.error("DATABASE_URL is missing. Put it in .env or in front of the command.");
  process.exit(1);
}
try {
  const applied = await applyMigrations(databaseUrl);
  console.log(
    applied.length === 0
      ? "The database is up to date."
      : applied.map((name) => `applied ${name}`).join("\n"),
  );
} catch (error) {
  console.error(
    `The database was not migrated: ${error instanceof Error ? error.message || error.cause : error}`,
  );
  process.exit(1);
}
