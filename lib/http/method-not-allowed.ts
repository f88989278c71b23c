import "server-only";
import { AppError } from "../errors";
import { route } from "./route";

/**
 * For the methods that a path of the API does not have. Next's own 405 has no body, and Resend's SDKs want JSON.
 * A route file exports it under the name of each such method.
 */
export const methodNotAllowed = route({ auth: "none", errors: "resend" }, async ({ request }) => {
  throw new AppError("method_not_allowed", `${request.method} is not allowed for this path.`);
});
