import type { NextConfig } from "next";
import { PHASE_PRODUCTION_BUILD } from "next/constants";
import { API_AT_ROOT } from "./lib/contracts/api-paths";

const EXTERNAL_PACKAGES = [
  "pg",
  "pino",
  "prom-client",
  "rate-limiter-flexible",
  "@opentelemetry/api",
  "@opentelemetry/exporter-metrics-otlp-http",
  "@opentelemetry/exporter-trace-otlp-http",
  "@opentelemetry/resources",
  "@opentelemetry/sdk-metrics",
  "@opentelemetry/sdk-trace-base",
];

const config = (phase: string): NextConfig => ({
  // Tests run a copy of the build, so that the next build does not pull it away from under them.
  distDir: process.env.NEXT_DIST_DIR || ".next",
  typedRoutes: true,
  // `npm run typecheck` is its own step and covers tests and scripts too; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  // The image optimizer has been a way in before, and nothing here needs it.
  images: { unoptimized: true },
  // Native and worker-thread code that must be loaded from node_modules as it is.
  serverExternalPackages: EXTERNAL_PACKAGES,
  // The build also makes a folder that runs without this one's node_modules (`npm run package`). Only the build: `next
  // start` would warn of it, and serve the same.
  output: phase === PHASE_PRODUCTION_BUILD ? "standalone" : undefined,
  // The library of the image optimizer, which is off: a third of the folder.
  outputFileTracingExcludes: { "*": ["./node_modules/sharp/**", "./node_modules/@img/**"] },
  agentRules: false,
  // A start that loads all pages and routes ahead takes twice the time and memory; each is loaded in a moment when it is
  // first asked for.
  experimental: { preloadEntriesOnStart: false },
  // In development: `lib/log.ts` has a line for each of these itself, and a sign-in link is nobody's to read.
  logging: { incomingRequests: { ignore: [/^\/api\//, /[?&]token=/] } },
  // SDKs take a redirect for something else: a POST that is followed as a GET sends nothing and reports success.
  skipTrailingSlashRedirect: true,
  // Every other answer has its headers from `middleware.ts` or `lib/http/route.ts`.
  headers: async () =>
    ["/_next/static/:path*", "/favicon.ico"].map((source) => ({
      source,
      headers: [{ key: "X-Content-Type-Options", value: "nosniff" }],
    })),
  // After what is there by its own name, and one rule for all names: Next builds a rule's pattern anew for every request that
  // it is held against. A rule per name, ahead of `/api/send`, took a seventh of a send's CPU.
  rewrites: async () => ({
    beforeFiles: [],
    afterFiles: [
      { source: `/:name(${API_AT_ROOT.join("|")})/:path*`, destination: "/api/:name/:path*" },
      { source: "/docs/:page([a-z-]+).md", destination: "/docs/markdown/:page" },
    ],
    fallback: [],
  }),
});

export default config;
