# SPDX-License-Identifier: MIT
#
# make            tta-check and its hooks, in build/debug
# make deps       install what building and testing need (apt)
# make test       deps, build, all tests           make check     the tests alone
# make lint       headers, layers, format, shell   make asan      the tests, sanitized, with clang
# make fuzz       each parser for a while          make coverage  line coverage of the tests
# make bench      ratios against git and the peers make docs      references out of the tables
# make bench-instructions  counts on the hot paths, by callgrind     make bench-growth  docs/growth.*
# make torture    commits and fixes disturbed in all ways, ROUNDS=500 SEED=...
# make hostile    the script tests in repositories of other kinds
# make real-tools the snapshot with eslint, tsc, jest, pytest, cmake, cargo ... (npm, into build/)
# make install    PREFIX=/usr/local DESTDIR=       make uninstall
# make hooks      this repository's own hooks      make clean
.SUFFIXES:
.DELETE_ON_ERROR:
.SECONDARY:

VERSION  = 0.1.0
PREFIX   = /usr/local
BUILD    = build/debug
CFLAGS   = -O2 -g
PACKAGES = libgit2 inih libpcre2-8 jansson sqlite3 expat yaml-0.1 libcmark
WARN     = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
           -Wwrite-strings -Wvla -Wundef
TTA_CPPFLAGS = -Isrc -D_POSIX_C_SOURCE=200809L -DTTA_VERSION='"$(VERSION)"' \
               $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
TTA_CFLAGS   = -std=c17 $(WARN) $(WERROR) $(SAN)

# Static where the archives allow: no soname to lose, and 1.4 ms to start instead of 7.
# STATIC=no asks for the shared libraries; config/static.sh finds out by linking.
STATIC      := $(if $(SAN),no,$(shell CC="$(CC)" sh config/static.sh 2>/dev/null || echo no))
SHARED_LIBS  = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lmbedcrypto -lm
STATIC_LIBS  = -lgit2 -lmbedcrypto -lhttp_parser -linih -lpcre2-8 -ljansson -lsqlite3 -lexpat -lyaml -lcmark -lm -lz -lpthread -lrt
ifeq ($(STATIC),yes)
TTA_LINK = -static
TTA_LIBS = $(STATIC_LIBS)
NONET    = $(BUILD)/config/nonet.o
else
TTA_LIBS = $(SHARED_LIBS)
endif

HOOKS    = pre-commit pre-merge-commit commit-msg post-commit pre-push prepare-commit-msg
PROGRAMS = $(BUILD)/tta-check $(HOOKS:%=$(BUILD)/hooks/%)
LIB_SRC  = $(sort $(filter-out src/cli/main.c,$(wildcard src/*/*.c src/*/*/*.c)))
LIB_OBJ  = $(LIB_SRC:%.c=$(BUILD)/%.o) $(BUILD)/gen/presets.o $(BUILD)/gen/secrets.o
PRESETS  = $(sort $(wildcard config/presets/*.ini))
SECRETS  = $(sort $(wildcard config/secrets/*.ini))
UNIT     = $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/unit/*_test.c)))
SCRIPTS  = $(sort $(wildcard tests/cli/*.test))
REAL     = $(sort $(wildcard tests/real/*.test))
TOOLS    = $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/tools/*.c)))
FUZZ     = $(patsubst %.c,%,$(sort $(wildcard tests/fuzz/*_fuzz.c)))
HEADERS  = $(sort $(wildcard src/*/*.h src/*/*/*.h))
SOURCES  = $(sort $(wildcard src/*/*.[ch] src/*/*/*.[ch] hooks/*.c tests/*/*.[ch])) config/nonet.c config/secret_table.c

all: $(PROGRAMS)

$(BUILD)/tta-check: $(BUILD)/src/cli/main.o
$(HOOKS:%=$(BUILD)/hooks/%): %: %.o
$(PROGRAMS): $(BUILD)/libtta.a $(NONET)
	@mkdir -p $(@D)
	$(CC) $(SAN) $(TTA_LINK) $(LDFLAGS) -o $@ $(filter %.o,$^) $(BUILD)/libtta.a $(TTA_LIBS) $(LDLIBS)

$(BUILD)/libtta.a: $(LIB_OBJ)
	rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/tests/unit/%: $(BUILD)/tests/unit/%.o $(BUILD)/libtta.a
	$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(SHARED_LIBS) -lcmocka $(LDLIBS)

# Programs that script tests look through; linked as the product is.
$(BUILD)/tests/tools/%: $(BUILD)/tests/tools/%.o $(BUILD)/libtta.a $(NONET)
	$(CC) $(SAN) $(TTA_LINK) $(LDFLAGS) -o $@ $(filter %.o,$^) $(BUILD)/libtta.a $(TTA_LIBS) $(LDLIBS)

# The torture test, and hooks that do not look whether the index is still the one judged: it must
# tell them from ours.
TORTURE  = $(patsubst %.c,$(BUILD)/%.o,$(filter-out tests/torture/mutant.c,$(sort $(wildcard tests/torture/*.c))))
MUTANTS  = $(BUILD)/tests/torture/mutant/pre-commit $(BUILD)/tests/torture/mutant/commit-msg
$(BUILD)/tests/torture/torture: $(TORTURE) $(BUILD)/libtta.a $(NONET)
	$(CC) $(SAN) $(TTA_LINK) $(LDFLAGS) -o $@ $^ $(TTA_LIBS) $(LDLIBS)

$(BUILD)/tests/torture/mutant/%: $(BUILD)/hooks/%.o $(BUILD)/tests/torture/mutant.o $(BUILD)/libtta.a $(NONET)
	@mkdir -p $(@D)
	$(CC) $(SAN) $(TTA_LINK) $(LDFLAGS) -Wl,--wrap=judged_still,--wrap=note_still -o $@ $^ $(TTA_LIBS) $(LDLIBS)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(TTA_CPPFLAGS) $(CPPFLAGS) $(TTA_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/gen/%.o: $(BUILD)/gen/%.c
	$(CC) $(TTA_CPPFLAGS) $(CPPFLAGS) $(TTA_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(filter $(BUILD)/src/cli/%,$(LIB_OBJ)): Makefile # VERSION is told there

$(BUILD)/gen/presets.c: config/embed.sh $(PRESETS)
	@mkdir -p $(@D)
	sh config/embed.sh $(PRESETS) >$@

# The rules for secrets as tables, by a program of our own; the library without them is in it.
SECRET_TABLE = $(BUILD)/config/secret_table.o $(BUILD)/gen/presets.o \
               $(filter $(BUILD)/src/base/% $(BUILD)/src/model/%,$(LIB_OBJ)) \
               $(patsubst %,$(BUILD)/src/gates/secret/secret_%.o,machine rule source)
$(BUILD)/secret_table: $(SECRET_TABLE)
	$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(SHARED_LIBS) $(LDLIBS)

$(BUILD)/gen/secrets.c: $(BUILD)/secret_table $(SECRETS)
	@mkdir -p $(@D)
	$(BUILD)/secret_table $(SECRETS) >$@

deps:
	sh config/deps.sh

test: deps
	$(MAKE) all check

check: all $(UNIT) $(TOOLS) $(BUILD)/tests/torture/torture $(MUTANTS)
	@BUILD=$(CURDIR)/$(BUILD) sh tests/run.sh $(UNIT) $(SCRIPTS)

ROUNDS = 500
SEED   =
torture: all $(BUILD)/tests/torture/torture $(MUTANTS)
	BUILD=$(CURDIR)/$(BUILD) ROUNDS=$(ROUNDS) SEED=$(SEED) sh tests/torture/run.sh
SETTINGS = split-index sparse-index index-v4 untracked-cache hostile-config hooks-path \
           linked-worktree submodule
# Not those that look at no repository, nor those that make the kinds of theirs themselves.
PLAIN    = install_sh help readme torture cache_random $(patsubst tests/cli/%.test,%,$(wildcard tests/cli/matrix_*.test))
ODD      = $(filter-out $(PLAIN:%=tests/cli/%.test),$(SCRIPTS))
hostile: all $(TOOLS)
	@BUILD=$(CURDIR)/$(BUILD) sh tests/run.sh $(foreach s,$(SETTINGS),$(ODD:%=$(s):%))

real-tools: all
	sh tests/real/node_modules.sh build/real/node
	BUILD=$(CURDIR)/$(BUILD) TTA_REAL=$(CURDIR)/build/real sh tests/run.sh $(REAL)

asan: # whole stacks: what is not ours to mend is told by a function deep in a library
	ASAN_OPTIONS=fast_unwind_on_malloc=0 \
	LSAN_OPTIONS=suppressions=$(CURDIR)/tests/leaks.supp:print_suppressions=0 \
	$(MAKE) CC=clang BUILD=build/asan SAN='-fsanitize=address,undefined -fno-sanitize-recover=all' \
		CFLAGS='-O1 -g' check

CLANG_FORMAT = 14
lint: $(HEADERS:%=$(BUILD)/%.ok)
	sh tests/layers.sh
	@if clang-format --version | grep -q 'version $(CLANG_FORMAT)\.'; then \
		clang-format --dry-run -Werror $(SOURCES) && echo 'format: as .clang-format has it'; \
	else \
		echo 'format: left out, another clang-format than $(CLANG_FORMAT) writes some lines otherwise'; \
	fi
	shellcheck -s sh install.sh .ci/run config/*.sh
	shellcheck -e SC1091,SC2015,SC2016,SC2034,SC2154 -s sh tests/*.sh tests/real/*.sh tests/torture/*.sh $(SCRIPTS) $(REAL)
	$(MAKE) BUILD=build/werror-gcc CC=gcc WERROR=-Werror STATIC=no all
	$(MAKE) BUILD=build/werror-clang CC=clang WERROR=-Werror STATIC=no all fuzz-objects

$(BUILD)/%.h.ok: %.h
	@mkdir -p $(@D)
	$(CC) $(TTA_CPPFLAGS) $(TTA_CFLAGS) -Werror -fsyntax-only -xc $< && touch $@

FUZZ_SECONDS = 20
fuzz:
	$(MAKE) CC=clang BUILD=build/fuzz SAN='-fsanitize=address,undefined,fuzzer-no-link' \
		CFLAGS='-O1 -g' fuzzers
	for f in $(FUZZ); do \
		build/fuzz/$$f -max_total_time=$(FUZZ_SECONDS) -rss_limit_mb=2048 -timeout=20 \
			-artifact_prefix=build/fuzz/ -verbosity=0 || exit 1; \
	done

fuzzers: $(FUZZ:%=$(BUILD)/%)
fuzz-objects: $(FUZZ:%=$(BUILD)/%.o)
$(BUILD)/tests/fuzz/%: $(BUILD)/tests/fuzz/%.o $(BUILD)/libtta.a
	$(CC) $(SAN) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ $(SHARED_LIBS) $(LDLIBS)

coverage:
	@command -v gcovr >/dev/null || { echo 'coverage: no gcovr here; apt-get install gcovr' >&2; exit 1; }
	$(MAKE) BUILD=build/coverage CFLAGS='-O0 -g --coverage' LDFLAGS=--coverage STATIC=no check
	gcovr -r . --object-directory build/coverage -e tests/ -e build/ --print-summary | tail -n 3

bench: all $(BUILD)/tests/tools/pace
	BUILD=$(CURDIR)/$(BUILD) sh tests/bench.sh

bench-instructions: all
	BUILD=$(CURDIR)/$(BUILD) sh tests/instructions.sh

bench-growth: all $(BUILD)/tests/tools/pace
	BUILD=$(CURDIR)/$(BUILD) sh tests/growth.sh

docs: all
	$(BUILD)/tta-check config reference >docs/configuration.md
	$(BUILD)/tta-check config builtins >docs/builtins.md
	$(BUILD)/tta-check help --markdown >docs/commands.md
	sed -i '/^| rule | level /,$$d' docs/messages.md && $(BUILD)/tta-check message --rules >>docs/messages.md

install: all
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/libexec/tta"
	install -m 755 $(BUILD)/tta-check "$(DESTDIR)$(PREFIX)/bin/tta-check"
	install -m 755 $(HOOKS:%=$(BUILD)/hooks/%) "$(DESTDIR)$(PREFIX)/libexec/tta/"

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/tta-check"
	cd "$(DESTDIR)$(PREFIX)/libexec/tta" && rm -f $(HOOKS)
	-rmdir "$(DESTDIR)$(PREFIX)/libexec/tta"

hooks: all
	$(BUILD)/tta-check install

clean:
	rm -rf build

-include $(LIB_OBJ:.o=.d) $(UNIT:=.d) $(TOOLS:=.d) $(TORTURE:.o=.d) $(FUZZ:%=$(BUILD)/%.d) $(PROGRAMS:=.d) $(BUILD)/src/cli/main.d $(BUILD)/config/secret_table.d
.PHONY: all deps test check torture hostile real-tools asan lint fuzz fuzzers fuzz-objects coverage bench bench-instructions bench-growth docs install uninstall hooks clean
