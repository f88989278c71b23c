import "server-only";
import { failed } from "./checks/check";
import { checkConfiguration } from "./checks/configuration";
import type { CheckContext } from "./checks/context";
import { checkDatabase } from "./checks/database";
import { checkDelivery } from "./checks/deliveries";
import { checkDodo } from "./checks/dodo";
import { checkResend } from "./checks/resend";
import { checkVersions } from "./checks/versions";
import type { Check } from "./contracts/checks";

/**
 * Looks at everything that a working deployment needs, for `npm run doctor` and the operator's `GET /api/health`: one
 * check per line, in an order from near to far. Changes nothing but two stored test messages. Never throws.
 */
export async function runChecks(context: CheckContext): Promise<Check[]> {
  const parts: Record<string, () => Check[] | Promise<Check[]>> = {
    configuration: () => checkConfiguration(context.configuration),
    versions: () => checkVersions(),
    database: () => checkDatabase(context),
    dodo: () => checkDodo(context),
    resend: () => checkResend(context),
    dodo_delivery: async () => [await checkDelivery(context, "dodo")],
    resend_delivery: async () => [await checkDelivery(context, "resend")],
  };
  const checks = await Promise.all(
    Object.entries(parts).map(async ([name, run]) => {
      try {
        return await run();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return [
          failed(name, `This check failed by itself: ${reason}`, "It is a fault of MailKit's; report it."),
        ];
      }
    }),
  );
  return checks.flat();
}
