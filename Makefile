# Everything here needs Go alone; tools come through the Go module proxy, pinned.
GO       ?= go
GOLANGCI  = $(GO) run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.12.2
ACTIONLINT = $(GO) run github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
APIDIFF   = $(GO) run golang.org/x/exp/cmd/apidiff@v0.0.0-20261014143641-f0251eb4aa3e
MODULE    = github.com/confluence-people/go-sdk
FUZZTIME ?= 10s

# golangci-lint's cache holds paths: one that checkouts share shows the findings
# of another, which may be gone.
export GOLANGCI_LINT_CACHE ?= $(CURDIR)/.cache/golangci-lint

.PHONY: demo test generate verify lint race fuzz bench drift stranger clients release-check drift-record drift-check portable api-check mutants drill ci jsonv2

demo: ## show both products at work against the in-memory server
	$(GO) run ./wrapper/examples/quickstart

test: ## the tests, as the README says
	$(GO) test ./...

generate: ## compile api/ into gen/
	$(GO) generate ./...

verify: ## gen/ is what api/ makes, committed or not
	@set -e; work=$$(mktemp -d); trap 'rm -rf "$$work"' EXIT; cp -R gen go.mod go.sum "$$work"; \
	$(MAKE) --no-print-directory generate; \
	for part in gen go.mod go.sum; do diff -rq "$$work/$$part" "$$part" || true; done >"$$work/differs"; \
	if [ -s "$$work/differs" ]; then \
		sed 's/^Files .* and \(.*\) differ$$/  \1/; s/^/  /' "$$work/differs"; \
		echo "verify: gen/ was not what api/ makes; it is now. Commit these files together with api/."; exit 1; \
	fi
	@$(GO) mod tidy -diff || { echo "verify: go.mod or go.sum is not tidy: run go mod tidy and commit both."; exit 1; }
	$(GO) mod verify

lint: ## vet everything, lint what is written by hand and the workflows
	$(GO) vet ./...
	$(GOLANGCI) run -c .github/golangci.yml ./...
	$(ACTIONLINT) -shellcheck= -pyflakes= .github/workflows/*.yml

race: ## the tests under the race detector, in random order
	$(GO) test -race -shuffle=on ./...

DECODING = ./wrapper/confluence ./wrapper/cloud/... ./wrapper/datacenter/... ./wrapper/oauth \
	./wrapper/internal/library/... ./wrapper/internal/testserver/...

jsonv2: ## the tests of what decodes, with the encoding/json that Go has as an experiment
	@if GOEXPERIMENT=jsonv2 $(GO) env GOVERSION >/dev/null 2>&1; then \
		echo "jsonv2: $(DECODING)"; GOEXPERIMENT=jsonv2 $(GO) test $(DECODING); \
	else \
		echo "jsonv2: skipped, since this Go has no such experiment"; \
	fi

# Walks are not the same twice, so that to make a case smaller could take all the time.
fuzz: ## every fuzz target for FUZZTIME
	@set -e; for package in $$($(GO) list ./wrapper/...); do \
		for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
			echo "$$package $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$package; \
		done; \
	done

MUTATED  ?= ./wrapper/confluence ./wrapper/internal/library/... ./wrapper/cloud ./wrapper/datacenter
MUTANTFLAGS ?= -workers 2

mutants: ## break the library in small ways and see whether a test notices; an hour or two; MUTANTFLAGS=-again for what lived
	$(GO) run ./wrapper/internal/tools/mutants $(MUTANTFLAGS) $(MUTATED)

drill: ## change the contracts in every way that Atlassian might, and see whether the checks tell; a minutes
	$(GO) run ./wrapper/internal/tools/drill

bench: ## the benchmarks, the tables of the README (the SDK against natural code and other libraries), and the test servers at 100,000 users
	$(GO) test -run '^$$' -bench . -benchmem ./wrapper/...
	$(GO) run ./wrapper/internal/tools/bench
	cd wrapper/internal/tools/bench/peers && $(GO) run -mod=readonly .
	$(GO) run ./wrapper/internal/tools/bench/size

DRIFT = $(GO) run ./api/internal/drift -v1 "$(UPSTREAM_V1)" -v2 "$(UPSTREAM_V2)" -dc "$(UPSTREAM_DC)"

drift: ## compare with Atlassian's own files: make drift UPSTREAM_V1=… UPSTREAM_V2=… UPSTREAM_DC=…
	$(DRIFT)

drift-record: ## what is published now was looked at: put it on record, with the files of make drift
	$(DRIFT) -record api/internal/drift/seen.yaml || test $$? -eq 1

drift-check: ## list the kinds of changes to the files of make drift that would go unseen
	$(DRIFT) -check

stranger: ## build and test the modules that import this one, and weigh it
	cd wrapper/examples/stranger && $(GO) test -mod=readonly ./... && $(GO) run -mod=readonly ./measure
	cd wrapper/examples/otel && $(GO) vet ./... && $(GO) test -mod=readonly ./...
	cd wrapper/internal/tools/bench/peers && $(GO) vet ./... && $(GO) test -mod=readonly ./...

clients: ## clients of others against confluence-server; what their registries are out of reach for is skipped
	@cd wrapper/internal/testing/clients && \
	if $(GO) mod download; then \
		$(GO) vet ./... && $(GO) test -mod=readonly -count=1 -timeout 5m -v ./...; \
	else \
		echo "clients: skipped, since the Go module proxy is out of reach"; \
	fi

PLATFORMS = windows/amd64 darwin/arm64 linux/arm js/wasm linux/386

portable: ## vet and build for other systems, test with 32 bits
	@set -e; for platform in $(PLATFORMS); do \
		echo "portable: $$platform"; \
		export GOOS=$${platform%/*} GOARCH=$${platform#*/}; \
		$(GO) build ./...; $(GO) vet ./...; \
	done
	GOOS=linux GOARCH=386 $(GO) test ./...

# What apidiff says of the tree at $(FROM) and this one, in $$work/changes.
API_CHANGES = mkdir "$$work/base"; git archive "$(FROM)" | tar -x -C "$$work/base"; { \
	(cd "$$work/base" && $(APIDIFF) -m -w "$$work/old" $(MODULE)) && $(APIDIFF) -m -w "$$work/new" $(MODULE) && \
	$(APIDIFF) -m "$$work/old" "$$work/new" >"$$work/changes"; } 2>"$$work/log" || { cat "$$work/log"; exit 1; }

api-check: BASE ?= origin/main
api-check: FROM = $$(git merge-base HEAD "$(BASE)")
api-check: ## what becomes of the API, and whether CHANGELOG.md tells of it: make api-check [BASE=origin/main]
	@set -e; work=$$(mktemp -d); trap 'rm -rf "$$work"' EXIT; $(API_CHANGES); \
	$(GO) run ./wrapper/internal/tools/release -changes "$$work/changes" -before "$$work/base/CHANGELOG.md"

# Without BASE, the tag before TAG is taken; before the first there is nothing to compare with.
release-check: BASE ?= $(shell git describe --tags --abbrev=0 --match 'v[0-9]*' --exclude '$(TAG)' 2>/dev/null)
release-check: FROM = $(BASE)
release-check: ## whether this may be released: make release-check TAG=v1.2.3 [BASE=v1.2.2]
	@set -e; work=$$(mktemp -d); trap 'rm -rf "$$work"' EXIT; \
	if [ -n "$(BASE)" ]; then $(API_CHANGES); fi; \
	$(GO) run ./wrapper/internal/tools/release -tag "$(TAG)" -base "$(BASE)" -changes "$$work/changes"

ci: verify lint test race jsonv2 stranger clients portable ## what continuous integration runs
