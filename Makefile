# make run and make test are all that one needs; the rest is for those who work on the program.
# The program needs no C compiler; the race detector of test-all does.
export CGO_ENABLED = 0
SHARED ?= ../shared
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: help run build test test-all check soak bench eval train lexicon clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/'

run: build ## load the sample articles if the store is empty, then serve on http://127.0.0.1:8080
	@if ./newsgraph stats --format json | grep -q '"articles":0,'; then ./newsgraph load data/articles; fi
	./newsgraph serve

build: ## build ./newsgraph
	go build -trimpath -o newsgraph .

test: ## every test that needs Go and Node only
	go test ./...
	node --test query/web

test-all: test check ## make test, the race detector, and everything that reads the source
	CGO_ENABLED=1 go test -race -short ./...

check: ## vet, gofmt, staticcheck, go.mod
	go vet ./...
	@out=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$out" ]; then echo "gofmt would change:"; echo "$$out"; exit 1; fi
	go run $(STATICCHECK) ./...
	go mod tidy -diff

soak: ## the long ones: kill -9 while loading, and a minute of fuzzing for each door
	go test -tags soak -run TestSoak -timeout 60m -v ./internal/cli
	@set -e; for pair in $(FUZZ); do go test -run '^$$' -fuzz "^$${pair#*:}$$" -fuzztime 1m "./$${pair%:*}"; done

bench: ## benchmarks of every room
	go test -run '^$$' -bench . -benchmem ./...

eval: build ## score the extraction against the development gold, where it is there
	@if [ ! -d $(SHARED)/eval ]; then echo "no $(SHARED)/eval here: nothing to score"; exit 0; fi; \
	out=$$(mktemp -d); trap 'rm -rf "$$out"' EXIT; \
	./newsgraph extract --quiet --format json --out "$$out" --meta $(SHARED)/eval/meta.jsonl $(SHARED)/articles/*.txt && \
	python3 $(SHARED)/eval/score.py $(SHARED)/eval/gold "$$out"

clean: ## remove what was built
	rm -f newsgraph
