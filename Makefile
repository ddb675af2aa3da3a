# make run and make test are all that one needs; the rest is for those who work on the program.
# The program needs no C compiler; the race detector of test-all does.
export CGO_ENABLED = 0
SHARED ?= ../shared
TREEBANKS ?= $(SHARED)/corpora/ud
NAMES ?= $(SHARED)/corpora/ner
DICTIONARIES ?= node_modules
PYTHON ?= /usr/bin/python3
NEWS ?= 100000,1000000
CONSOLE = query/web/console
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: help run build console test test-all check formats smoke browse screenshots soak bench eval train calibrate lexicon clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' Makefile | sed 's/:[^#]*## /\t/' | expand -t 12

run: build ## load the sample articles if the store is empty, then serve on http://127.0.0.1:8080
	@if ! ./newsgraph stats --format json 2>/dev/null | grep -q '"articles":[1-9]'; then ./newsgraph load data/articles; fi
	./newsgraph serve

build: console ## build ./newsgraph with its console
	go build -o newsgraph .

console: ## build query/web/console/dist, which go build embeds; without npm the page says how
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(CONSOLE)/dist/index.html || echo "./newsgraph gets no console: see above"; else echo "no npm here: ./newsgraph gets no console"; fi

$(CONSOLE)/dist/index.html: $(CONSOLE)/node_modules $(shell find $(CONSOLE)/src $(CONSOLE)/public $(CONSOLE)/index.html $(CONSOLE)/*.ts $(CONSOLE)/*.json -type f 2>/dev/null)
	cd $(CONSOLE) && npm run --silent build -- --logLevel warn

$(CONSOLE)/node_modules: $(CONSOLE)/package-lock.json
	cd $(CONSOLE) && npm ci --no-audit --no-fund && touch node_modules

test: ## every test that needs Go only
	go test ./...

test-all: test check formats smoke browse ## make test, what reads the source, other readers, make run in a browser, and the race detector
	CGO_ENABLED=1 go test -race -short ./...

check: ## vet, gofmt, staticcheck, go.mod
	go vet ./...
	go vet -tags soak ./internal/cli
	go vet -tags formats ./graph/format
	@out=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$out" ]; then echo "gofmt would change:"; echo "$$out"; exit 1; fi
	go run $(STATICCHECK) ./...
	go mod tidy -diff

formats: .ci/readers/node_modules ## every written format read by programs of others: rdflib, networkx, Graphviz, n3, graphology, Cytoscape.js
	PYTHON=$(PYTHON) go test -tags formats -run TestOtherReaders -count 1 ./graph/format

.ci/readers/node_modules: .ci/readers/package-lock.json
	cd .ci/readers && npm ci --no-audit --no-fund && touch node_modules

browse: build ## the console in a real browser: journeys, axe-core, hostile content, figures; screenshots in dist/console
	node .ci/console.mjs

screenshots: build ## the two pictures of README
	SHOTS=docs/console node .ci/console.mjs README

smoke: ## make run as a person calls it, asked over HTTP and in a browser
	node .ci/smoke.mjs

soak: ## the long ones: kill -9 while loading, failing disks, readers beside a writer, and a minute of fuzzing for each fuzz test
	go test ./graph/store -run Killed -timeout 60m -v -kills 200
	go test ./graph/index -run 'AnyOperation|ALoadingIsWhole' -timeout 60m -v -parallel 16 -every-operation
	CGO_ENABLED=1 go test -race ./graph/index -run ReadersAndAWriter -timeout 60m -v -together 5m
	go test -tags soak -run TestSoak -timeout 60m -v ./internal/cli
	@set -e; for dir in $$(git grep -l '^func Fuzz' -- '*_test.go' | xargs -n1 dirname | sort -u); do \
	  for name in $$(grep -hoE '^func Fuzz[A-Za-z0-9_]+' $$dir/*_test.go | cut -c6-); do \
	    echo "$$dir $$name"; go test -run '^$$' -fuzz "^$$name\$$" -fuzztime 1m ./$$dir; done; done

bench: ## the index beside Cayley's stores, on films and on generated archives, then benchmarks of every room
	cd graph/index/bench && go vet . && go run . -movies "$$(ls $(abspath $(SHARED))/corpora/graph/30kmoviedata.nq.gz 2>/dev/null)" -news $(NEWS)
	go test -run '^$$' -bench . -benchmem ./...

eval: build ## score the extraction where the development gold is there, and write testdata/scores.txt
	@if [ ! -d $(SHARED)/eval ]; then echo "no $(SHARED)/eval here: nothing to score"; exit 0; fi; \
	out=$$(mktemp -d); trap 'rm -rf "$$out"' EXIT; mkdir -p testdata; \
	./newsgraph extract --quiet --format json --out "$$out" --meta $(SHARED)/eval/meta.jsonl $(SHARED)/articles/*.txt && \
	{ echo "# make eval writes this file: the development articles, the held-out ones, data/contrast.tsv, then entities, claims and confidence of every set"; \
	  python3 $(SHARED)/eval/score.py $(SHARED)/eval/gold "$$out"; \
	  mkdir "$$out/gold" "$$out/held"; python3 .ci/heldout.py testdata/heldout $(SHARED)/articles/unlabelled "$$out/gold"; \
	  ./newsgraph extract --quiet --format json --out "$$out/held" $$(ls testdata/heldout/*.json | sed 's|.*/\(.*\).json|$(SHARED)/articles/unlabelled/\1.txt|'); \
	  echo "held-out articles (testdata/heldout)"; python3 $(SHARED)/eval/score.py "$$out/gold" "$$out/held" | grep -v tp/fp/fn | sed 's/^/  /'; \
	  echo "contrast sentences"; \
	  go test ./loader -count=1 -run Contrast -v | sed -n 's/^.*: triples /triples /p' | tr ',' '\n' | sed 's/^ */  /'; \
	  echo "how reliable confidence is"; go run ./internal/train/cmd score $(SHARED) - | sed 's/^/  /'; \
	} > "$$out/scores.txt" && grep -q "^  triples" "$$out/scores.txt" && grep -q "calibration error" "$$out/scores.txt" && cp "$$out/scores.txt" testdata/scores.txt && cat testdata/scores.txt

train: ## make data/models again from TREEBANKS and NAMES
	go run ./internal/train/cmd tagger $(TREEBANKS) data/models/tagger.bin
	go run ./internal/train/cmd names $(NAMES) data/models/names.bin
	go run ./internal/train/cmd parser $(TREEBANKS) data/models/parser.bin

calibrate: ## make data/frames/confidence.tsv and record.tsv again from the development articles, after frames or models have changed
	@: > data/frames/record.tsv # a frame that is gone would be refused
	go run ./internal/train/cmd confidence $(SHARED) data/frames

lexicon: ## make data/lexicon/lexicon.bin again from DICTIONARIES, the npm packages that data/SOURCES.md names
	go run ./internal/train/cmd lexicon $(DICTIONARIES) data/lexicon/lexicon.bin

clean: ## remove what was built
	rm -f newsgraph
