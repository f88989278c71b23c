import "server-only";
import {
  createDomainSchema,
  domainDeletedSchema,
  domainListSchema,
  domainRefSchema,
  domainSchema,
  updateDomainSchema,
} from "../../contracts/resend/domain";
import type { ErrorCode } from "../../errors";
import { LIST_FIELDS, type Operation, PAGE, type Shape, under } from "../operation";
import {
  DOMAIN,
  DOMAIN_FIELDS,
  DOMAIN_ID,
  DOMAIN_OPTIONS,
  DOMAIN_SUMMARY,
  SUMMARY_FIELDS,
} from "./domain-fields";

/** Resend has to do something, too. */
const AT_RESEND: readonly ErrorCode[] = ["provider_refused", "provider_unavailable"];

const domain: Shape = { name: "Domain", schema: domainSchema, fields: DOMAIN_FIELDS, example: DOMAIN };
const reference: Shape = {
  name: "DomainRef",
  schema: domainRefSchema,
  fields: { object: "Always `domain`.", id: "The domain's id." },
  example: { object: "domain", id: DOMAIN_ID },
};

export const domainOperations: readonly Operation[] = [
  {
    method: "post",
    path: "/domains",
    id: "createDomain",
    tag: "Domains",
    summary: "Add a domain",
    description: "Adds a domain. The answer has the DNS records to make. A domain belongs to one account.",
    access: "full",
    body: {
      shape: {
        name: "DomainToCreate",
        schema: createDomainSchema,
        fields: {
          name: "The domain, such as `mail.acme.dev`.",
          region: "Where Resend keeps it. It can't be changed later.",
          custom_return_path: "The sub-domain for bounces; `send` if left out.",
          ...DOMAIN_OPTIONS,
        },
        example: { name: "mail.acme.dev" },
      },
    },
    answers: [{ status: 201, description: "The domain, with its records.", shape: domain }],
    errors: ["already_exists", "wrong_state", ...AT_RESEND],
  },
  {
    method: "get",
    path: "/domains",
    id: "listDomains",
    tag: "Domains",
    summary: "List domains",
    description: "Your domains, newest first, without their records.",
    access: "full",
    query: PAGE,
    answers: [
      {
        status: 200,
        description: "A page of domains.",
        shape: {
          name: "DomainList",
          schema: domainListSchema,
          fields: { ...LIST_FIELDS, ...under("data", SUMMARY_FIELDS) },
          example: { object: "list", has_more: false, data: [DOMAIN_SUMMARY] },
        },
      },
    ],
    errors: ["invalid_input"],
  },
  {
    method: "get",
    path: "/domains/{id}",
    id: "getDomain",
    tag: "Domains",
    summary: "Get a domain",
    description: "One domain with its records, and how each of them stands.",
    access: "full",
    answers: [{ status: 200, description: "The domain.", shape: domain }],
    errors: ["not_found"],
  },
  {
    method: "patch",
    path: "/domains/{id}",
    id: "updateDomain",
    tag: "Domains",
    summary: "Change a domain",
    description: "Changes tracking and TLS. What is left out stays.",
    access: "full",
    body: {
      shape: {
        name: "DomainChanges",
        schema: updateDomainSchema,
        fields: DOMAIN_OPTIONS,
        example: { click_tracking: true },
      },
    },
    answers: [{ status: 200, description: "It is changed.", shape: reference }],
    errors: ["not_found", "wrong_state", ...AT_RESEND],
  },
  {
    method: "post",
    path: "/domains/{id}/verify",
    id: "verifyDomain",
    tag: "Domains",
    summary: "Verify a domain",
    description: "Has the DNS records looked for. The result is the domain's status, a little later.",
    access: "full",
    answers: [{ status: 200, description: "They are looked for.", shape: reference }],
    errors: ["not_found", "wrong_state", ...AT_RESEND],
  },
  {
    method: "delete",
    path: "/domains/{id}",
    id: "deleteDomain",
    tag: "Domains",
    summary: "Delete a domain",
    description: "Removes a domain. Keys that are bound to it stop working.",
    access: "full",
    answers: [
      {
        status: 200,
        description: "It is gone.",
        shape: {
          name: "DomainDeleted",
          schema: domainDeletedSchema,
          fields: { object: "Always `domain`.", id: "The domain's id.", deleted: "Always true." },
          example: { object: "domain", id: DOMAIN_ID, deleted: true },
        },
      },
    ],
    errors: ["not_found", ...AT_RESEND],
  },
];
