import { createDomainSchema } from "@/lib/contracts/resend/domain";
import { createDomain, listDomains } from "@/lib/domains";
import { countDomainChange } from "@/lib/http/domain-changes";
import { listParams } from "@/lib/http/list-params";
import { route } from "@/lib/http/route";

/** The customer's domains, newest first. */
export const GET = route({ auth: "either", errors: "resend" }, async ({ caller, query }) =>
  listDomains(caller.customerId, listParams(query)),
);

/** Adds a domain: 201 with the records to make at its DNS provider. */
export const POST = route(
  { auth: "either", errors: "resend", body: createDomainSchema },
  async ({ caller, body }) => {
    await countDomainChange(caller);
    return Response.json(await createDomain(caller.customerId, body), { status: 201 });
  },
);

export {
  methodNotAllowed as DELETE,
  methodNotAllowed as PATCH,
  methodNotAllowed as PUT,
} from "@/lib/http/method-not-allowed";
