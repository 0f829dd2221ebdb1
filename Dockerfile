# One image for the API, the workers and the one-time jobs; docker-compose.yml says which runs what.

FROM node:24-slim AS client
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-fund --no-audit
COPY prisma.config.ts ./
COPY prisma/schema prisma/schema
COPY scripts/generate.mjs scripts/
RUN node scripts/generate.mjs

FROM client AS pages
COPY tsconfig.json ./
COPY contracts contracts
COPY web web
RUN npm run build

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-fund --no-audit

FROM node:24-slim
ENV NODE_ENV=production NODE_OPTIONS=--disable-warning=ExperimentalWarning
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY contracts contracts
COPY workflows workflows
COPY activities activities
COPY prisma prisma
COPY --from=client /app/prisma/generated prisma/generated
COPY scripts scripts
COPY api api
COPY worker worker
COPY --from=pages /app/web/dist web/dist
RUN install -d -o node -g node /var/lib/liandong/attachments
USER node
CMD ["node", "api/server.ts"]
