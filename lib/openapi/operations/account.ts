import "server-only";
import { creditsSchema } from "../../contracts/credits";
import { grantPageSchema, ledgerPageSchema } from "../../contracts/ledger";
import { meSchema } from "../../contracts/me";
import { LIST_FIELDS, NUMBERED_PAGE, type Operation, under } from "../operation";
import { CREDITS, CREDITS_FIELDS, ME, ME_FIELDS } from "./account-fields";

/** These routes are MailKit's own, so their errors are problems. */
const COMMON = { tag: "Account", method: "get", hasProblems: true } as const;

export const accountOperations: readonly Operation[] = [
  {
    ...COMMON,
    path: "/me",
    id: "getMe",
    summary: "Whose key this is",
    description: "The account that the key belongs to, and what the key may do.",
    access: "sending",
    answers: [
      {
        status: 200,
        description: "The account and the key.",
        shape: { name: "Me", schema: meSchema, fields: ME_FIELDS, example: ME },
      },
    ],
    errors: [],
  },
  {
    ...COMMON,
    path: "/credits",
    id: "getCredits",
    summary: "Get the balance",
    description: "What you have, what is held, and what can be spent.",
    access: "sending",
    answers: [
      {
        status: 200,
        description: "The balance.",
        shape: { name: "Credits", schema: creditsSchema, fields: CREDITS_FIELDS, example: CREDITS },
      },
    ],
    errors: ["provider_unavailable"],
  },
  {
    ...COMMON,
    path: "/credits/ledger",
    id: "listLedger",
    summary: "List the ledger",
    description: "Every change of the balance, newest first.",
    access: "full",
    query: NUMBERED_PAGE,
    answers: [
      {
        status: 200,
        description: "A page of entries.",
        shape: {
          name: "LedgerPage",
          schema: ledgerPageSchema,
          fields: {
            ...LIST_FIELDS,
            ...under("data", {
              id: "The entry's id.",
              amount: "Credits: positive when they came, negative when they went.",
              balance_after: "The balance after it.",
              kind: "The kind of change, such as `credit_added` or `credit_deducted`.",
              description: "Why, in words.",
              created_at: "When it was made.",
            }),
          },
          example: {
            object: "list",
            has_more: false,
            data: [
              {
                id: "cle_1",
                amount: -1,
                balance_after: 4999,
                kind: "credit_deducted",
                description: "email send 49a3999c-0ce1-4ea6-ab68-afcd6dc2e794",
                created_at: "2030-01-31T09:00:00.000Z",
              },
            ],
          },
        },
      },
    ],
    errors: ["invalid_input", "provider_unavailable", "provider_refused"],
  },
  {
    ...COMMON,
    path: "/credits/grants",
    id: "listGrants",
    summary: "List grants",
    description: "The portions in which credits came, each with its expiry. What is used next stands first.",
    access: "full",
    query: NUMBERED_PAGE,
    answers: [
      {
        status: 200,
        description: "A page of grants.",
        shape: {
          name: "GrantPage",
          schema: grantPageSchema,
          fields: {
            ...LIST_FIELDS,
            ...under("data", {
              id: "The grant's id.",
              source: "Where it came from, such as `subscription` or `one_time`.",
              granted: "Credits that it had.",
              remaining: "Credits that are left of it.",
              status: "Whether it can be spent.",
              expires_at: "When the rest of it expires; null for never.",
              created_at: "When it arrived.",
            }),
          },
          example: {
            object: "list",
            has_more: false,
            data: [
              {
                id: "ceg_1",
                source: "subscription",
                granted: 5000,
                remaining: 4999,
                status: "active",
                expires_at: "2030-03-02T09:00:00.000Z",
                created_at: "2030-01-31T09:00:00.000Z",
              },
            ],
          },
        },
      },
    ],
    errors: ["invalid_input", "provider_unavailable", "provider_refused"],
  },
];
