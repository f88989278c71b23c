import type { NextConfig } from "next";

const config: NextConfig = {
  // Tests run a copy of the build, so that the next build does not pull it away from under them.
  distDir: process.env.NEXT_DIST_DIR || ".next",
  typedRoutes: true,
  // `npm run typecheck` is its own step and covers tests and scripts too; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  // The image optimizer has been a way in before, and nothing here needs it.
  images: { unoptimized: true },
  // Native and worker-thread code that must be loaded from node_modules as it is.
  serverExternalPackages: ["pg", "pino", "rate-limiter-flexible"],
  agentRules: false,
};

export default config;
