import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";

/** Every path of the API that there is not: JSON, because Resend's SDKs read nothing else. */
const notThere = route({ auth: "none", errors: "resend" }, async () => {
  throw new AppError("not_found", "The requested endpoint does not exist.");
});

export { notThere as DELETE, notThere as GET, notThere as PATCH, notThere as POST, notThere as PUT };
