# make run   builds what changed and serves on port 3000
# make test  installs what the tests need and runs every one of them

VERSION ?= 0.1.0
COMMIT  ?= $(shell git rev-parse --short HEAD 2>/dev/null || echo unknown)
LDFLAGS := -s -w -X main.version=$(VERSION) -X main.commit=$(COMMIT)

GO_FILES  := $(shell find cmd internal web/embed.go -type f ! -path '*/testdata/*' ! -name '*_test.go')
APP_FILES := $(shell find web -maxdepth 1 -type f ! -name '*.go' ! -name 'openapi.json') $(shell find web/src web/public web/scripts -type f 2>/dev/null)

.PHONY: run build demo test test-go test-app test-browser lint generate bench soak clean

run: build
	bin/campfire serve

build: bin/campfire

demo: build
	bin/campfire demo

bin/campfire: $(GO_FILES) go.mod go.sum web/dist/.built Makefile
	CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags '$(LDFLAGS)' -o $@ ./cmd/campfire

web/dist/.built: web/node_modules/.installed $(APP_FILES)
	cd web && npm run build
	touch $@

web/node_modules/.installed: web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	touch $@

# What waits much goes together; the browser's tests have the machine for themselves.
test:
	$(MAKE) --output-sync=target -j3 lint test-go test-app
	$(MAKE) test-browser

# SQLite's own code, translated from C, is not watched for races: that takes
# two thirds of the time, and its memory is none the detector knows.
test-go: build .setup
	go test -race -gcflags='modernc.org/sqlite/lib=-race=false' -timeout 10m ./...
	go test -run '^TestAllocations' ./internal/...

test-app: web/node_modules/.installed
	cd web && npm test

test-browser: build .setup
	cd web && npm run test:compat && npm run test:browser

# What the tests need beyond Go and Node, asked of Debian's package manager
# when it is missing.
.PHONY: .setup
.setup:
	@scripts/setup

# Measures the binary and writes the table of docs/performance.md. It takes some
# ten minutes, the first time more, and wants the machine for itself.
bench: build
	go run ./bench -out docs/performance.md

# Ten minutes of mixed load, and the faults at their largest sizes; SOAK=3m for less.
SOAK ?= 10m
soak: .setup
	go test ./cmd/campfire -run 'Soak|AByteASecond|HalfOpen|Flood|FullDisk|Crash' -soak $(SOAK) -timeout 60m -v

lint: web/node_modules/.installed
	go vet ./...
	go tool -modfile=tools/go.mod gofumpt -l $$(git ls-files '*.go') | (! grep .)
	go tool -modfile=tools/go.mod staticcheck ./...
	cd web && npm run lint

# The OpenAPI document and the page of rights from the routes, the TypeScript types
# from the document.
generate: web/node_modules/.installed
	go test ./internal/httpapi -run 'TestOpenAPIDocumentIsCurrent|TestRightsAreWrittenDown' -update
	cd web && npm run generate

clean:
	rm -rf bin web/node_modules
	find web/dist -mindepth 1 ! -name .gitkeep -delete
