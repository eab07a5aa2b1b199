# Everything here needs Go alone; tools come through the Go module proxy, pinned.
GO       ?= go
GOLANGCI  = $(GO) run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.12.2
FUZZTIME ?= 10s

.PHONY: demo test generate verify lint race fuzz bench drift stranger ci

demo: ## show both products at work against the in-memory server
	$(GO) run ./wrapper/examples/quickstart

test: ## the tests, as the README says
	$(GO) test ./...

generate: ## compile api/ into gen/
	$(GO) generate ./...

verify: generate ## what is committed is what would be generated
	git diff --exit-code -- gen go.mod go.sum
	test -z "$$(git status --porcelain -- gen)"
	$(GO) mod tidy -diff
	$(GO) mod verify

lint: ## vet everything, lint what is written by hand
	$(GO) vet ./...
	$(GOLANGCI) run -c .github/golangci.yml ./...

race: ## the tests under the race detector, in random order
	$(GO) test -race -shuffle=on ./...

fuzz: ## every fuzz target for FUZZTIME
	@set -e; for package in $$($(GO) list ./wrapper/...); do \
		for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
			echo "$$package $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) $$package; \
		done; \
	done

bench: ## the benchmarks
	$(GO) test -run '^$$' -bench . -benchmem ./wrapper/...

drift: ## compare with Atlassian's own files: make drift UPSTREAM_V1=… UPSTREAM_V2=… UPSTREAM_DC=…
	$(GO) run ./api/internal/drift -v1 "$(UPSTREAM_V1)" -v2 "$(UPSTREAM_V2)" -dc "$(UPSTREAM_DC)"

stranger: ## build and test a module that imports this one, and weigh it
	cd wrapper/examples/stranger && $(GO) test -mod=readonly ./... && $(GO) run -mod=readonly ./measure

ci: verify lint test race stranger ## what continuous integration runs
