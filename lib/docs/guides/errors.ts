import "server-only";
import type { Guide } from "../../contracts/docs";
import type { ErrorCode } from "../../errors";
import { PROBLEMS } from "../../http/problem";
import { NAMES } from "../../http/resend-error";
import { errorsOf } from "../../openapi/errors";
import { OPERATIONS } from "../../openapi/operations/all";
import { ERROR_HELP } from "../error-help";
import type { Site } from "../site";
import { handleErrors } from "../snippets/careful";
import { code, json, list, section, table } from "../write";

/** What can go wrong, and what to do. The list is made from the tables that the API answers from. */
export function errors(site: Site): Guide {
  return {
    slug: "errors",
    title: "Errors",
    summary: "One shape for every error, and what to do about each.",
    sections: [
      section(
        "The shape",
        code(
          json(`
            {
              "statusCode": 402,
              "name": "monthly_quota_exceeded",
              "message": "No email credits remaining. Buy a top-up pack or upgrade your plan.",
              "request_id": "0198c2f4-7d1e-7a53-9f0b-3c1d5e7f9a2b",
              "details": {
                "reason": "insufficient_credits",
                "available": 0,
                "required": 1,
                "top_up_url": "${site.baseUrl}/dashboard/billing"
              }
            }
          `),
        ),
        list(
          "`name` is one of the names that Resend's SDKs know. Several reasons share one.",
          "`details.reason` is exact, and stable. Branch on it.",
          "`message` is for people, and may change.",
          "`request_id` is in our logs, too. Name it when you ask for help.",
          "`POST /api/send`, `GET /me` and `GET /credits` answer with RFC 9457 problems instead: there, `code` is the reason.",
          "For `invalid_input`, `name` says more: `missing_required_field` if something required is not there, `invalid_attachment` if a file is wrong. `details.errors` has every fault.",
        ),
      ),
      section(
        "Handling them",
        "Resend's SDK for Node does not throw: check `error`. Trying again helps after 429, 5xx, and when there was no answer. After any other error the same request fails again.",
        code(...handleErrors.write(site)),
      ),
      section(
        "All errors",
        table(
          "All errors by status",
          ["`details.reason`", "Status", "`name`"],
          documentedErrors().map((reason) => [
            `[\`${reason}\`](#${reason})`,
            String(PROBLEMS[reason].status),
            `\`${NAMES[reason]}\``,
          ]),
        ),
      ),
      ...documentedErrors().map(toSection),
    ],
  };
}

/** Those that some operation with a key can answer. */
function documentedErrors(): ErrorCode[] {
  const codes = [...new Set<ErrorCode>([...OPERATIONS.flatMap(errorsOf), "method_not_allowed"])];
  return codes.sort((a, b) => PROBLEMS[a].status - PROBLEMS[b].status);
}

function toSection(reason: ErrorCode) {
  const { status, title } = PROBLEMS[reason];
  return {
    id: reason,
    title: reason,
    blocks: [
      { kind: "text", text: `**${status}** · \`${NAMES[reason]}\` · ${title}.` },
      { kind: "text", text: ERROR_HELP[reason] },
    ],
  } as const;
}
