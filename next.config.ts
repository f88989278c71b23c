import type { NextConfig } from "next";

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  // The image optimizer has been a way in before, and nothing here needs it.
  images: { unoptimized: true },
  // Native and worker-thread code that must be loaded from node_modules as it is.
  serverExternalPackages: ["pg", "pino", "rate-limiter-flexible"],
  agentRules: false,
};

export default config;
