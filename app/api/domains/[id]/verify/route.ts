import { verifyDomain } from "@/lib/domains";
import { countDomainChange } from "@/lib/http/domain-changes";
import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";

/** Has the DNS records looked for. What comes of it is the domain's status, a little later. */
export const POST = route({ auth: "either", errors: "resend" }, async ({ caller, params }) => {
  const id = idParam(params);
  await countDomainChange(caller);
  return verifyDomain(caller.customerId, id);
});

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as GET,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";
