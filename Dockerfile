# syntax=docker/dockerfile:1
# The platform: API, app and command line in one image. It holds no MongoDB and no Redis; see docs/deployment.md.

FROM node:22-bookworm-slim AS node

FROM rust:1.95-bookworm AS build
# The app's styles are built by Node.js packages; Debian's Node.js is too old for them.
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
    && apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends cmake \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --locked --release -p api \
    && cargo xtask build --release \
    && install -D target/release/avenue /out/avenue \
    && cp -r dist /out/dist

FROM debian:bookworm-slim
# Tesseract reads figures from screenshots where there is no key for Gemini.
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends ca-certificates curl tesseract-ocr tesseract-ocr-eng tesseract-ocr-spa \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin avenue \
    && install -d -o avenue -g avenue -m 0700 /data
COPY --from=build /out/avenue /usr/local/bin/avenue
COPY --from=build /out/dist /srv/avenue
ENV AVENUE_LISTEN=0.0.0.0:8080 \
    AVENUE_WEB_DIR=/srv/avenue \
    AVENUE_DATA=/data \
    AVENUE_LOG_FORMAT=json
USER 10001
# Archives, if they are not kept elsewhere. A container's own disk does not last.
VOLUME /data
EXPOSE 8080
# A process finishes what is under way within 30 seconds.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:8080/api/health"]
ENTRYPOINT ["avenue"]
CMD ["serve", "--no-jobs"]
