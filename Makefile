# `make demo` and `make test` do everything on a fresh machine; `make help`
# lists the rest.

SHELL := /bin/bash
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
DEMO ?= demo
PYTHON ?= python3

# Code for this machine's processor, or for a kind of processor that others have
# too: make CPU=x86-64-v3. A program for a newer processor ends with an illegal
# instruction on an older one.
CPU ?= native
TUNING := -c release -Xcc -march=$(CPU)
# With Swift's libraries inside, the binary starts in two thirds of the time and
# runs where Swift is not installed. Tests cannot be linked so, and have a build
# of their own.
STATIC := $(if $(filter Linux,$(shell uname)),--static-swift-stdlib)
# What lstm-lab --version says of the commit; the linker alone is told, so that
# another commit compiles nothing anew.
COMMIT := $(shell git rev-parse --quiet --verify HEAD 2> /dev/null | cut -c1-7)
CHANGED = $(shell git diff --quiet HEAD -- Sources 2> /dev/null; echo $$?)
STAMP := $(if $(and $(COMMIT),$(STATIC)),-Xlinker --defsym=lstm_lab_origin=0 \
  -Xlinker --defsym=lstm_lab_commit=$(shell echo $$((0x$(COMMIT) * 2 + $(CHANGED)))))
SWIFT_BUILD := swift build $(TUNING) $(STATIC) $(STAMP)
TESTS := $(TUNING) -Xswiftc -enable-testing --scratch-path .build/tests
BIN := .build/release/lstm-lab

# What SwiftPM says of every package that asks for -pthread means nothing. Its
# standard output stays a terminal where there is one, and shows how far it is.
QUIETLY := 2> >(grep --line-buffered -v -e 'prohibited flag(s)' >&2)

.PHONY: help setup build browser demo test lint format install uninstall clean \
  bench models figures fuzz foreign outputs deb class

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' \
	  $(MAKEFILE_LIST)

setup: ## install what is missing
	@command -v swift > /dev/null || { \
	  echo 'Swift 6 is missing. Install it from https://www.swift.org/install,'; \
	  echo 'see that `swift --version` answers, and run make again.'; exit 1; }
	@if [ "$$(uname)" = Darwin ]; then \
	  command -v brew > /dev/null || { \
	    echo 'Homebrew is missing: install it from https://brew.sh,'; \
	    echo 'or install cairo, pango, libyaml and oneDNN yourself.'; exit 1; }; \
	  for formula in cairo pango libyaml onednn pkg-config; do \
	    brew list $$formula > /dev/null 2>&1 || brew install $$formula; done; \
	else \
	  missing=; \
	  for package in libpangocairo-1.0-0 libdnnl-dev libyaml-dev \
	      libhdf5-dev libsndfile1-dev zlib1g-dev pkg-config \
	      fonts-dejavu-core; do \
	    dpkg -s $$package > /dev/null 2>&1 || missing="$$missing $$package"; \
	  done; \
	  if [ -n "$$missing" ]; then \
	    command -v apt-get > /dev/null || { \
	      echo "Install what Debian calls$$missing, then run make again."; \
	      exit 1; }; \
	    sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	    echo "Installing$$missing"; \
	    $$sudo apt-get update -q > /dev/null \
	      && DEBIAN_FRONTEND=noninteractive \
	         $$sudo apt-get install -qy $$missing > /dev/null; \
	  fi; \
	fi

build: setup ## build .build/release/lstm-lab
	@test -x $(BIN) || echo 'The first build takes some seven minutes on two' \
	  'cores; later ones build only what has changed.'
	@$(SWIFT_BUILD) --product lstm-lab $(QUIETLY)

demo: build ## a trained LSTM's gates on your screen and in pictures
	@mkdir -p $(DEMO)
	@printf '\n== Every gate of a trained LSTM, at every step ==\n'
	@$(BIN) trace --text 'Well, Prince, he said' --format table
	@$(BIN) trace --text 'Well, Prince, he said' --format csv \
	  -o $(DEMO)/trace.csv
	@$(BIN) plot-gates $(DEMO)/gates.png --text 'Well, Prince, he said'
	@$(BIN) diagram $(DEMO)/cell.svg
	@printf '\n== How gradients fade: a vanilla RNN against LSTMs ==\n'
	@$(BIN) vanishing-demo
	@printf '\nWritten:\n'
	@printf '  %s\n' $(DEMO)/trace.csv $(DEMO)/gates.png $(DEMO)/cell.svg
	@printf '\nNext, your own words:\n'
	@printf '  %s\n' \
	  "$(BIN) plot-gates my-gates.png --text 'Type anything here'"
	@printf 'a course from the first look on:\n  %s\n' "$(BIN) lesson show 1"
	@printf 'and to call it as lstm-lab from anywhere:\n  make install\n'

test: build lint ## run every test
	@swift build $(TESTS) --build-tests $(QUIETLY)
	@swift test $(TESTS) --skip-build $(QUIETLY)
	@if $(PYTHON) -c 'import numpy' 2> /dev/null; then \
	  Tests/Scripts/check_with_python.sh $(BIN) $(PYTHON); \
	else echo 'NumPy is not installed: its cross-checks are skipped.'; fi
	@Tests/Scripts/check_signals.sh $(BIN)
	@Tests/Scripts/check_explorer.sh $(BIN) $(PYTHON)
	@if pkg-config --exists pangocairo; then \
	  $(CC) -fsyntax-only -I Sources/CPango/include \
	    $$(pkg-config --cflags pangocairo) Tests/Scripts/check_pango.c; fi
	@swift run --package-path Tests/Fixtures/OutsidePackage \
	  --scratch-path .build/outside $(QUIETLY)
	@$(BIN) lesson verify
	@Tests/Scripts/spell.sh Lessons

outputs: build ## compare what every command prints and writes; RECORD=1
	@Tests/Scripts/outputs.sh $(BIN) > .build/outputs.txt
	@if [ -n '$(RECORD)' ]; then \
	  cp .build/outputs.txt Tests/Fixtures/Outputs/outputs.txt; \
	else diff Tests/Fixtures/Outputs/outputs.txt .build/outputs.txt \
	  && echo 'Every output is as it was recorded.'; fi

browser: ## install what opens the explorer's page in tests
	@command -v chromium > /dev/null || { \
	  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -q > /dev/null \
	    && DEBIAN_FRONTEND=noninteractive \
	       $$sudo apt-get install -qy chromium > /dev/null; }
	@test -x .build/browser/bin/python || { \
	  $(PYTHON) -m venv .build/browser && .build/browser/bin/pip install -q \
	    playwright axe-playwright-python; }

lint: ## check the format of the sources
	@swift format lint --strict -r Sources Tests Package.swift

format: ## format the sources
	@swift format -i -r Sources Tests Package.swift

# Where each shell looks for what it completes.
BASH_COMPLETION = $(DESTDIR)$(PREFIX)/share/bash-completion/completions/lstm-lab
ZSH_COMPLETION = $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_lstm-lab
FISH_COMPLETION = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/lstm-lab.fish

install: build ## copy lstm-lab to PREFIX/bin (default /usr/local)
	@install -d '$(DESTDIR)$(PREFIX)/bin' 2> /dev/null \
	  && install -s $(BIN) '$(DESTDIR)$(PREFIX)/bin/lstm-lab' \
	  && $(MAKE) --no-print-directory completions \
	  || { echo 'Cannot write to $(DESTDIR)$(PREFIX)/bin: use sudo, or'; \
	       echo '  make install PREFIX=$$HOME/.local'; exit 1; }
	@$(MAKE) --no-print-directory manual \
	  || echo 'The manual could not be made; all else is there.'
	@echo 'Installed $(DESTDIR)$(PREFIX)/bin/lstm-lab, its manual, and what bash,' \
	  'zsh and fish complete'

# A page for each command, made from its help by the tool that comes with the
# parser of arguments.
PARSER := .build/checkouts/swift-argument-parser
MANUAL = $(DESTDIR)$(PREFIX)/share/man/man1
.PHONY: manual
manual:
	@test -x .build/manual/release/generate-manual || { \
	  echo 'Building what writes the manual: a minute, once'; \
	  swift package resolve > /dev/null 2>&1; \
	  swift build -c release --package-path $(PARSER) --scratch-path \
	    .build/manual --product generate-manual > /dev/null; }
	@install -d '$(MANUAL)'
	@.build/manual/release/generate-manual $(BIN) --multi-page \
	  --output-directory '$(MANUAL)'

.PHONY: completions
completions:
	@install -d "$$(dirname '$(BASH_COMPLETION)')" \
	    "$$(dirname '$(ZSH_COMPLETION)')" "$$(dirname '$(FISH_COMPLETION)')" \
	  && $(BIN) --generate-completion-script bash > '$(BASH_COMPLETION)' \
	  && $(BIN) --generate-completion-script zsh > '$(ZSH_COMPLETION)' \
	  && $(BIN) --generate-completion-script fish > '$(FISH_COMPLETION)'

uninstall: ## remove what make install has copied
	@rm -f '$(DESTDIR)$(PREFIX)/bin/lstm-lab' '$(BASH_COMPLETION)' \
	  '$(ZSH_COMPLETION)' '$(FISH_COMPLETION)' '$(MANUAL)'/lstm-lab.1 \
	  '$(MANUAL)'/lstm-lab.*.1

# A package for Debian 12 and what is built on it. It holds a build for each level
# of processors, and a launcher that starts the one that fits: it runs on any x86-64
# and uses what the processor has.
LEVELS := x86-64 x86-64-v3 x86-64-v4
DEB := .build/deb/lstm-lab
VERSION = $(shell sed -n 's/.*current = "\(.*\)".*/\1/p' \
  Sources/lstm-lab/LSTMLab.swift)

deb: setup ## a Debian package, lstm-lab_VERSION_amd64.deb, in .build
	@rm -rf '$(DEB)'; install -d '$(DEB)/DEBIAN' '$(DEB)/usr/bin'
	@set -o pipefail; for level in $(LEVELS); do \
	  echo "Building for $$level: some seven minutes on two cores at first"; \
	  swift build -c release -Xcc -march=$$level $(STATIC) $(STAMP) \
	    --scratch-path .build/$$level --product lstm-lab $(QUIETLY) || exit; \
	  install -D -s .build/$$level/release/lstm-lab \
	    '$(DEB)'/usr/lib/lstm-lab/$$level/lstm-lab || exit; done
	@$(CC) -O2 -s -o '$(DEB)/usr/bin/lstm-lab' Sources/Launcher/launcher.c
	@$(MAKE) --no-print-directory completions manual PREFIX=/usr \
	  DESTDIR='$(abspath $(DEB))' BIN='.build/$(firstword $(LEVELS))/release/lstm-lab'
	@install -D -m 644 LICENSE '$(DEB)/usr/share/doc/lstm-lab/copyright'
	@printf '%s\n' '' 'The model and the table "catchment" are those of NOAA-OWP/lstm, by' \
	  'the Office of Water Prediction of NOAA, under the Apache License 2.0:' \
	  '/usr/share/common-licenses/Apache-2.0.' \
	  >> '$(DEB)/usr/share/doc/lstm-lab/copyright'
	@printf '%s\n' 'Package: lstm-lab' 'Version: $(VERSION)' \
	  'Architecture: amd64' 'Section: science' 'Priority: optional' \
	  'Maintainer: lstm-lab' \
	  "Installed-Size: $$(du -sk '$(DEB)/usr' | cut -f1)" \
	  'Depends: libc6 (>= 2.35), libstdc++6, libgcc-s1, libyaml-0-2, zlib1g, libpangocairo-1.0-0, libdnnl2, fonts-dejavu-core' \
	  'Recommends: libhdf5-103-1 | libhdf5-310, libsndfile1' \
	  'Description: look inside an LSTM, gate by gate' \
	  ' Records every gate of an LSTM at every step of a text or a table, draws' \
	  ' them, takes them apart, and opens models that were trained elsewhere.' \
	  > '$(DEB)/DEBIAN/control'
	@dpkg-deb --root-owner-group -Zxz --build '$(DEB)' \
	  '.build/lstm-lab_$(VERSION)_amd64.deb'

fuzz: build ## change bytes of other programs' files; COUNT=100000 a file
	@set -o pipefail; swift build $(TESTS) --build-tests $(QUIETLY)
	@set -o pipefail; LSTM_LAB_FUZZ='$(or $(COUNT),100000)' swift test $(TESTS) \
	  --skip-build --filter MutatedForeignFileTests $(QUIETLY)

foreign: build ## open other people's models; MODELS=folder
	@test -n '$(MODELS)' || { \
	  echo 'Say where the models are: make foreign MODELS=folder'; exit 1; }
	@set -o pipefail; swift build $(TESTS) --build-tests $(QUIETLY)
	@set -o pipefail; LSTM_LAB_MODELS='$(abspath $(MODELS))' swift test $(TESTS) \
	  --skip-build --filter ForeignModelsTests $(QUIETLY)

bench: setup ## measure speed; PEERS=folder, ONLY=w1, CORPUS=book.txt
	@$(SWIFT_BUILD) $(QUIETLY)
	@.build/release/lstm-lab-bench $(BIN) '$(PEERS)' '$(ONLY)' '$(PYTHON)' \
	  '$(CORPUS)'

models: build ## train the built-in models again; CORPUS=war-and-peace.txt
	@test -n '$(CORPUS)' || { \
	  echo 'Say where the text is: make models CORPUS=war-and-peace.txt'; \
	  exit 1; }
	$(BIN) train '$(CORPUS)' --epochs 40 \
	  --learning-rate 2e-3 -o Sources/CDefaultModels/book.safetensors --force
	@$(MAKE) --no-print-directory counter basin
	$(BIN) train '$(CORPUS)' --layers 2 --hidden 384 --embedding 64 --epochs 16 \
	  --dropout 0.25 --learning-rate 0.002 --window 100 \
	  -o .build/book-large.safetensors --force
	$(BIN) model import .build/book-large.safetensors --half --force \
	  -o Sources/CDefaultModels/book-large.safetensors

# 16 units that make a river of rain and temperature.
.PHONY: basin
basin:
	@mkdir -p .build
	awk -f Tests/Scripts/basin.awk > .build/basin.csv
	cp .build/basin.csv Sources/CSamples/basin.csv
	@$(MAKE) --no-print-directory build
	$(BIN) train --csv sample:basin --columns rain,temperature \
	  --target discharge --ahead 0 --hidden 16 --learning-rate 0.02 \
	  --window 300 --batch 8 -o Sources/CDefaultModels/basin.safetensors --force

# Sentences of a novel, marked as spoken or told.
.PHONY: spoken
spoken:
	@test -n '$(CORPUS)' || { \
	  echo 'Say where the text is: make spoken CORPUS=war-and-peace.txt'; \
	  exit 1; }
	$(PYTHON) Tests/Scripts/make_spoken.py '$(CORPUS)' > Sources/CSamples/spoken.tsv

# aⁿXbⁿ, n from 1 to 10: blocks of ten lines, 130 characters, each n once in an
# order drawn by a generator of period 65,536, so that every awk writes the same
# text. Training on four fifths of it cuts 32 streams of whole blocks and one
# character to predict: each window begins with a line, as a trace does.
.PHONY: counter
counter: build
	@mkdir -p .build/corpora
	@awk 'BEGIN { x = 1; for (block = 0; block < 4000; block++) { \
	  for (n = 1; n <= 10; n++) { \
	    x = (x * 75 + 74) % 65537; k = 1 + int(x * n / 65537); \
	    order[n] = order[k]; order[k] = n } \
	  for (n = 1; n <= 10; n++) { line = "X"; \
	    for (j = 0; j < order[n]; j++) line = "a" line "b"; \
	    print line } } \
	  print ""; print "" }' > .build/corpora/anxbn.txt
	$(BIN) train .build/corpora/anxbn.txt --hidden 10 --embedding 4 \
	  --window 130 --epochs 20 -o Sources/CDefaultModels/counter.safetensors \
	  --force

# Short passages that the figures show; they need no corpus.
PRINCE := --text 'Well, Prince, he said'
QUOTED := --text '“Well, Prince,” he said, “and what do you think of the war?” The prince did not answer. “I think,” said Pierre at last, “that it is time.”'

# A condition of each task of 1997 for which a minute is enough.
CURVES := reber-3x2-0.5 2a-p100 2b-p100 2c-q50-p50 3a-t100-n3 3b-t100-n3 \
  adding-t100 order-a count-3-11

# With these the networks of 1 and 6b learn about as surely as in the paper.
CALM := --centred-gates --tolerance 0.2

CLASS ?= class
SEED ?= 0

class: build ## a worksheet, its key and slides, into the folder CLASS
	@$(PYTHON) Tests/Scripts/make_class.py $(BIN) '$(CLASS)' '$(SEED)'

figures: build ## draw the pictures in Figures again
	@mkdir -p Figures
	$(BIN) plot-gates Figures/gates.png $(PRINCE)
	$(BIN) plot-gates Figures/gates-numbers.png $(PRINCE) --units 0-7 --quantities f,c
	$(BIN) plot-gates Figures/counter.svg --model counter --text 'aaaaaXbbbbb' --quantities i,c
	$(BIN) diagram Figures/cell.svg
	$(BIN) diagram Figures/cell-rnn.svg --cell rnn-tanh
	$(BIN) diagram Figures/cell-live.svg --at 6 --unit 3 $(PRINCE)
	$(BIN) diagram Figures/cell-forget.svg --highlight forget
	$(BIN) diagram Figures/cell-write.svg --highlight write
	$(BIN) diagram Figures/cell-read.svg --highlight read
	$(BIN) diagram Figures/cell-unrolled.svg --unrolled 3
	$(BIN) diagram Figures/cell-1997.svg --cell lstm-1997
	$(BIN) diagram Figures/cell-gamma.svg --cell gamma --notation gamma
	$(BIN) diagram Figures/cell-coupled.svg --cell coupled
	$(BIN) diagram Figures/cell-gru.svg --cell gru
	$(BIN) diagram Figures/cell-gru-before.svg --cell gru-before
	$(BIN) diagram Figures/cell-peephole.svg --cell peephole
	$(BIN) diagram Figures/cell-projected.svg --cell projected
	$(BIN) gradients Figures/counterexample.svg --counterexample
	$(BIN) plot-text Figures/text.png --unit 11 --next 5 $(QUOTED)
	$(BIN) plot-saturation Figures/saturation.png --file LICENSE
	$(BIN) plot-weights Figures/weights.png --model counter
	@$(BIN) vanishing-demo Figures/vanishing.svg --quiet > /dev/null
	$(BIN) memory --unit 11 -o Figures/memory.png
	$(BIN) gradients Figures/connectivity.png --text '“Well, Prince,” he said, smiling.'
	$(BIN) train --csv sample --target level -o .build/tank.safetensors --force --quiet
	$(BIN) plot-gates Figures/tank.png --model .build/tank.safetensors --csv sample \
	  --span 100-160 --quantities i,h --units 0-15
	$(BIN) train --csv sample:co2 --ahead 4 --difference -o .build/co2.safetensors --force --quiet
	$(BIN) plot-units Figures/storm.svg --model catchment --units 3,2 --span 480-719
	$(BIN) forecast Figures/forecast.svg --model .build/co2.safetensors --csv sample:co2 --steps 52
	$(BIN) diagram Figures/cell-moving.svg --at 0-12 --unit 11 --text '“Well,” he said'
	$(BIN) paper adding --draw Figures/paper-adding.png --quiet
	$(BIN) paper order-a --draw Figures/paper-order.png --quiet
	$(BIN) paper reber-3x2-0.5 $(CALM) --draw Figures/paper-reber.png --quiet
	$(BIN) paper 3a-t100-n3 --draw Figures/paper-3a.png --quiet
	$(BIN) paper 2a-p100 --draw Figures/paper-2a.png --quiet
	$(BIN) paper 2c-q50-p50 --centred-gates --draw Figures/paper-2c.png --quiet
	$(BIN) paper 2b-p100 --draw Figures/paper-2b.png --quiet
	$(BIN) paper multiplication --draw Figures/paper-multiplication.png --quiet
	$(BIN) paper order-b $(CALM) --draw Figures/paper-order-b.png --quiet
	$(BIN) paper chart Figures/paper-results.svg Lessons/paper-1997/results.csv
	$(BIN) paper drift Figures/paper-drift.svg
	$(BIN) paper curves Figures/paper-curves.svg $(CURVES) --trials 5 --limit 120000 --quiet
	@# Needs a text: make figures CORPUS=war-and-peace.txt
	test -z '$(CORPUS)' || $(BIN) cells compare --file '$(CORPUS)' \
	  --characters 300000 --cells lstm,gru,coupled,peephole,rnn-tanh \
	  --hidden 128 --embedding 50 --epochs 12 -o Figures/cells-compared.png
	test -z '$(CORPUS)' || $(BIN) sweep '$(CORPUS)' Figures/sweep.png
	test -z '$(CORPUS)' || { $(BIN) find-cells --file '$(CORPUS)' \
	  --quantities c --figures .build/found --quiet > /dev/null \
	  && cp .build/found/quotation-c11.png Figures/found-quotation.png; }

clean: ## remove what was built
	@rm -rf .build $(DEMO)
