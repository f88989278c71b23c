import "server-only";
import {
  apiKeyCreatedSchema,
  apiKeyDeletedSchema,
  apiKeyListSchema,
  apiKeyRefSchema,
  createApiKeySchema,
  renameApiKeySchema,
} from "../../contracts/resend/api-keys";
import { LIST_FIELDS, type Operation, PAGE, under } from "../operation";

const ID = "0198c2f4-ac4d-7e33-8f50-7b9c1d3e5f60";
const REF_FIELDS = { object: "Always `api_key`.", id: "The key's id." };
const COMMON = { tag: "API keys", access: "full" } as const;

export const apiKeyOperations: readonly Operation[] = [
  {
    ...COMMON,
    method: "post",
    path: "/api-keys",
    id: "createApiKey",
    summary: "Make a key",
    description:
      "Makes a key and shows it, the only time. A key that has a budget or an expiry itself can't make others.",
    body: {
      shape: {
        name: "ApiKeyToCreate",
        schema: createApiKeySchema,
        fields: {
          name: "A name for people.",
          permission: "`full_access` if left out.",
          domain_id: "The one domain that it may send from. Only with `sending_access`.",
        },
        example: { name: "Web shop", permission: "sending_access" },
      },
    },
    answers: [
      {
        status: 201,
        description: "The key. Keep the token: it is not shown again.",
        shape: {
          name: "ApiKeyCreated",
          schema: apiKeyCreatedSchema,
          fields: { id: "The key's id.", token: "The key itself, `mk_…`." },
          example: { id: ID, token: "mk_2zW1…" },
        },
      },
    ],
    errors: ["wrong_state"],
  },
  {
    ...COMMON,
    method: "get",
    path: "/api-keys",
    id: "listApiKeys",
    summary: "List keys",
    description: "The keys that can be used, newest first.",
    query: PAGE,
    answers: [
      {
        status: 200,
        description: "A page of keys.",
        shape: {
          name: "ApiKeyList",
          schema: apiKeyListSchema,
          fields: {
            ...LIST_FIELDS,
            ...under("data", {
              id: "The key's id.",
              name: "Its name.",
              created_at: "When it was made.",
              last_used_at: "When it was used last, to the minute; null if it never was.",
            }),
          },
          example: {
            object: "list",
            has_more: false,
            data: [{ id: ID, name: "Web shop", created_at: "2030-01-31T09:00:00.000Z", last_used_at: null }],
          },
        },
      },
    ],
    errors: ["invalid_input"],
  },
  {
    ...COMMON,
    method: "patch",
    path: "/api-keys/{id}",
    id: "renameApiKey",
    summary: "Rename a key",
    description: "Gives a key another name.",
    body: {
      shape: {
        name: "ApiKeyRename",
        schema: renameApiKeySchema,
        fields: { name: "The new name." },
        example: { name: "Old web shop" },
      },
    },
    answers: [
      {
        status: 200,
        description: "It has the new name.",
        shape: {
          name: "ApiKeyRef",
          schema: apiKeyRefSchema,
          fields: REF_FIELDS,
          example: { object: "api_key", id: ID },
        },
      },
    ],
    errors: ["not_found"],
  },
  {
    ...COMMON,
    method: "delete",
    path: "/api-keys/{id}",
    id: "revokeApiKey",
    summary: "Revoke a key",
    description: "Ends a key, which may be the one that asks. The next request with it is refused.",
    answers: [
      {
        status: 200,
        description: "It is revoked.",
        shape: {
          name: "ApiKeyDeleted",
          schema: apiKeyDeletedSchema,
          fields: { ...REF_FIELDS, deleted: "Always true." },
          example: { object: "api_key", id: ID, deleted: true },
        },
      },
    ],
    errors: ["not_found"],
  },
];
