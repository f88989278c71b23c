import { updateDomainSchema } from "@/lib/contracts/resend/domain";
import { deleteDomain, requireDomain, updateDomain } from "@/lib/domains";
import { countDomainChange } from "@/lib/http/domain-changes";
import { idParam } from "@/lib/http/params";
import { route } from "@/lib/http/route";

/** One domain with its records and how each of them stands. */
export const GET = route({ auth: "either", errors: "resend" }, async ({ caller, params }) =>
  requireDomain(caller.customerId, idParam(params)),
);

/** Changes tracking and TLS. */
export const PATCH = route(
  { auth: "either", errors: "resend", body: updateDomainSchema },
  async ({ caller, params, body }) => {
    const id = idParam(params);
    await countDomainChange(caller);
    return updateDomain(caller.customerId, id, body);
  },
);

/** Removes a domain. */
export const DELETE = route({ auth: "either", errors: "resend" }, async ({ caller, params }) => {
  const id = idParam(params);
  await countDomainChange(caller);
  return deleteDomain(caller.customerId, id);
});

export { methodNotAllowed as POST, methodNotAllowed as PUT } from "@/lib/http/method-not-allowed";
