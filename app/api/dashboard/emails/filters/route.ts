import { getEmailFilterChoices } from "@/lib/email";
import { route } from "@/lib/http/route";

/** What the list of emails can be narrowed to: domains, tags and keys that were sent with. */
export const GET = route({ auth: "session" }, async ({ viewer }) => getEmailFilterChoices(viewer.customerId));
