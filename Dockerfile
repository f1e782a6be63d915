# A relay in a container: docker build -t awesome-chat . && docker run -p 3000:3000 -v chat:/data awesome-chat
FROM node:22-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
# Valibot names TypeScript as its peer, for types alone, so npm keeps it: more than a third of all that is installed.
RUN npm run build && npm prune --omit=dev --no-audit --no-fund && rm -r node_modules/typescript

FROM node:22-bookworm-slim
ENV NODE_ENV=production DATABASE_URL=sqlite:/data/awesome-chat.db
WORKDIR /relay
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
RUN install -d -o node -g node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}${process.env.CHAT_BASE_PATH || '/'}healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/server/bin.js"]
