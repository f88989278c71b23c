import "server-only";
import { AppError } from "../errors";
import { route } from "./route";

/**
 * For the methods that an operator's route does not have. Next's own answer to them would tell everybody that there is
 * something to refuse.
 */
export const noSuchMethod = route({ auth: "operator" }, async ({ request }) => {
  throw new AppError("method_not_allowed", `${request.method} is not allowed for this path.`);
});
