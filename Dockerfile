# The image holds the program and nothing else; all that lasts is in /storage.

FROM node:20-bookworm-slim AS app
WORKDIR /src/web
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY web ./
RUN npm run build

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY cmd cmd
COPY internal internal
COPY web/embed.go web/embed.go
COPY web/src/features/completion/emoji.txt web/src/features/completion/emoji.txt
COPY --from=app /src/web/dist web/dist
ARG VERSION=0.1.0
ARG COMMIT=unknown
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false \
    -ldflags "-s -w -X main.version=$VERSION -X main.commit=$COMMIT" \
    -o /image/bin/campfire ./cmd/campfire
# There is no shell: the hooks of ONCE, and the sleep it keeps a container up
# with, are names of the program.
RUN mkdir -p /image/hooks /image/etc/ssl/certs /empty \
 && ln -s /bin/campfire /image/hooks/pre-backup \
 && ln -s /bin/campfire /image/hooks/post-restore \
 && ln -s /bin/campfire /image/bin/sleep \
 && cp /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/

FROM scratch
COPY --from=build /image /
COPY --from=build --chown=1000:1000 /empty /storage
COPY --from=build --chown=1000:1000 /empty /tmp
USER 1000:1000
ENV PORT=80 DATA_PATH=/storage
EXPOSE 80
VOLUME /storage
HEALTHCHECK --interval=30s --timeout=6s --start-period=15s CMD ["/bin/campfire", "healthcheck"]
ENTRYPOINT ["/bin/campfire"]
CMD ["serve"]
