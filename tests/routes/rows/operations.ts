import type { Row } from "../row";

/** What programs of providers and operators call. */
export const operationsRows: Row[] = [
  {
    folder: "cron",
    methods: ["GET"],
    auth: "public",
    path: "/api/cron",
    // Without a secret in the configuration there is no such route.
    status: 404,
    keys: null,
  },
  {
    folder: "health",
    methods: ["GET"],
    auth: "public",
    path: "/api/health",
    status: 200,
    keys: ["status"],
  },
  {
    folder: "metrics",
    methods: ["GET"],
    auth: "public",
    path: "/api/metrics",
    // Without a token in the configuration there is no such route.
    status: 404,
    keys: null,
  },
  {
    folder: "webhooks/dodo",
    methods: ["POST"],
    auth: "public",
    path: "/api/webhooks/dodo",
    // Without Dodo's signature there is no good answer.
    status: 401,
    keys: null,
  },
  {
    folder: "webhooks/resend",
    methods: ["POST"],
    auth: "public",
    path: "/api/webhooks/resend",
    // Nor without Resend's.
    status: 401,
    keys: null,
  },
];
