import type { Stack } from "./stack";

/**
 * Lifts the request limits: those that the sandbox enforces, and MailKit's own budget below them, which is given back
 * as soon as it is used. For tests that are about something else, and would wait for it. Returns how to lower them again.
 */
export async function endlessBudget({ db, sandbox }: Stack): Promise<() => Promise<void>> {
  await sandbox.changeSettings({ rateLimits: false });
  await db.query(`
    create function refill() returns trigger language plpgsql as
      $$ begin new.tokens := 1000; return new; end $$;
    create trigger refill before update on provider_lines for each row execute function refill();
    update provider_lines set tokens = 1000;`);
  return async () => {
    await db.query("drop function refill() cascade");
    await sandbox.changeSettings({ rateLimits: true });
  };
}
