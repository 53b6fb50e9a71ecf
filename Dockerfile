# The built server with the page, and nothing that only development needs. docs/operations.md says how to run it.

FROM node:22.23.2-bookworm-slim AS packages
WORKDIR /app
RUN npm install --global --ignore-scripts pnpm@12.21.0
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY client/package.json client/
COPY server/package.json server/

FROM packages AS build
RUN pnpm install --frozen-lockfile --ignore-scripts
COPY tsconfig.base.json ./
COPY server server
COPY client client
RUN pnpm run build

FROM packages AS production
RUN pnpm install --frozen-lockfile --ignore-scripts --prod --filter ./server

FROM node:22.23.2-bookworm-slim
WORKDIR /app
# Access tokens are what makes 0.0.0.0 safe: without them the server does not start there.
ENV NODE_ENV=production ENV_FILE= HOST=0.0.0.0 PORT=3001 DATABASE_URL=file:/data/sms.db
# Not declared as a VOLUME: there are platforms that refuse to build one.
RUN install --directory --owner=node --group=node /data
COPY --from=production /app/node_modules node_modules
COPY --from=production /app/server/node_modules server/node_modules
COPY package.json ./
COPY server/package.json server/
# The commands run from their sources: this version of Node.js reads TypeScript.
COPY server/src server/src
COPY server/scripts server/scripts
COPY --from=build /app/server/dist server/dist
COPY --from=build /app/client/dist client/dist
USER node
EXPOSE 3001
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "server/dist/main.js"]
