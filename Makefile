# ismsc: a compiler for information security management systems. `make help` lists the targets.
# One Makefile, not recursive, all output below $(BUILD). Adding a .c, a test or a library file needs no edit here.

MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:

BUILD     ?= build
PREFIX    ?= /usr/local
DESTDIR   ?=
REFERENCE ?= ../shared
EXAMPLE   ?= examples/acme
AS_OF     ?= 2026-03-01
SECONDS   ?= 60

# What is needed, for Debian and its kin: `package:probe`, where the probe is a command or a C header. What answers its probe is never asked of apt-get.
BUILD_PACKAGES = gcc:gcc libc6-dev:stdio.h flex:flex bison:bison \
                 libutf8proc-dev:utf8proc.h libcmark-dev:cmark.h
TEST_PACKAGES  = libcmocka-dev:cmocka.h libjansson-dev:jansson.h git:git jq:jq patch:patch libxml2-utils:xmllint valgrind:valgrind
CHECK_PACKAGES = clang:clang clang-format:clang-format libclang-rt-dev llvm:llvm-cov debootstrap:debootstrap chromium:chromium npm:npm

# The layers, lowest first: a room includes only rooms that stand before it (checked by `make check`).
ROOMS = base source diag syntax schema model query render session lsp cli

ifeq ($(origin CC),default)
CC = gcc
endif
CFLAGS   ?= -O2 -g
WARNINGS  = -Wall -Wextra -Werror=implicit-function-declaration -Wshadow -Wformat=2 -Werror=format-security $(if $(WERROR),-Werror)
# Paths of the machine stay out of the binary: the same sources give the same bytes in every folder.
ALL_CFLAGS = -std=gnu11 $(CFLAGS) $(WARNINGS) -ffile-prefix-map=$(CURDIR)=. -D_GNU_SOURCE -Icompiler -I$(GEN) $(CPPFLAGS)
# One short line for each command; V=1 shows them whole.
Q         = $(if $(V),,@)
say       = $(if $(V),,@echo '  $(1)')
LIBS      = -lutf8proc -lcmark -lm -lpthread
FLEX     ?= flex
BISON    ?= bison

GEN     = $(BUILD)/gen
TOOLS   = $(BUILD)/tools
ISMSC   = $(BUILD)/ismsc
LIBRARY = $(BUILD)/libismsc.a

.PHONY: all
all: $(ISMSC) ## the compiler, build/ismsc (the default)

# Archives of a room and the rooms below it, highest first.
reverse     = $(if $(1),$(call reverse,$(wordlist 2,$(words $(1)),$(1))) $(firstword $(1)))
up_to       = $(if $(filter $(firstword $(2)),$(1)),$(firstword $(2)),$(firstword $(2)) $(call up_to,$(1),$(wordlist 2,$(words $(2)),$(2))))
up_to_lines = $(patsubst %,$(BUILD)/rooms/%.a,$(call reverse,$(call up_to,$(1),$(ROOMS))))

# ---- Generated sources ----------------------------------------------------------------------------------------------------------

PAGES  := $(sort $(wildcard compiler/diag/catalogue/*.md))
STDLIB := $(sort $(shell find stdlib -name '*.isms' -o -name '*.isms.txt' 2>/dev/null))

GENERATED = $(GEN)/base/version.h $(GEN)/source/embedded.c $(GEN)/source/embedded.h
ifneq ($(wildcard compiler/tools/catalogue.c),)
GENERATED += $(GEN)/diag/catalogue.c $(GEN)/diag/catalogue.h
endif
ifneq ($(wildcard grammar/isms.y),)
GENERATED += $(GEN)/syntax/parser.c $(GEN)/syntax/parser.h $(GEN)/syntax/parser_exact.c
endif
ifneq ($(wildcard grammar/isms.l),)
GENERATED += $(GEN)/syntax/scanner.c $(GEN)/syntax/scanner.h
endif
ifneq ($(wildcard compiler/tools/trees.c),)
GENERATED += $(GEN)/session/trees.c
endif
GENERATED_HEADERS = $(filter %.h,$(GENERATED))

$(GEN)/base/version.h: VERSION
	@mkdir -p $(@D)
	$(call say,make    $@)
	$(Q)printf '#define ISMSC_VERSION "%s"\n' "$$(cat VERSION)" > $@

# Lists that change when a file comes or goes, so that what is made of all files is made again.
.PHONY: always
$(BUILD)/lists/stdlib: always
	@mkdir -p $(@D)
	@printf '%s\n' $(STDLIB) > $@.new; cmp -s $@.new $@ && rm $@.new || mv $@.new $@
$(BUILD)/lists/pages: always
	@mkdir -p $(@D)
	@printf '%s\n' $(PAGES) > $@.new; cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$(TOOLS)/%: compiler/tools/%.c | $(BUILD)/packages/BUILD
	@mkdir -p $(@D)
	$(call say,cc      $<)
	$(Q)$(CC) -std=gnu11 -O1 -g $(WARNINGS) -D_GNU_SOURCE -MMD -MP -MF $@.d -o $@ $<

# The standard library, compiled into the binary.
$(GEN)/source/embedded.c: $(TOOLS)/embed $(STDLIB) $(BUILD)/lists/stdlib
	@mkdir -p $(@D)
	$(call say,embed   stdlib)
	$(Q)$(TOOLS)/embed stdlib $(GEN)/source/embedded.c $(GEN)/source/embedded.h < $(BUILD)/lists/stdlib
$(GEN)/source/embedded.h: $(GEN)/source/embedded.c ;

# The table of diagnostics and their emit functions, from one page each.
$(GEN)/diag/catalogue.c: $(TOOLS)/catalogue $(PAGES) $(BUILD)/lists/pages
	@mkdir -p $(@D)
	$(call say,make    $@)
	$(Q)$(TOOLS)/catalogue compiler/diag/catalogue $(GEN)/diag/catalogue.h $(GEN)/diag/catalogue.c
$(GEN)/diag/catalogue.h: $(GEN)/diag/catalogue.c ;

# The scanner, and two parsers from one grammar: the fast one, and an exact one (LAC) that reads a file again which the fast one refused.
$(GEN)/syntax/scanner.c: grammar/isms.l | $(BUILD)/packages/BUILD
	@mkdir -p $(@D)
	$(call say,flex    $<)
	$(Q)$(FLEX) --header-file=$(GEN)/syntax/scanner.h -o $@ $<
$(GEN)/syntax/scanner.h: $(GEN)/syntax/scanner.c ;
$(GEN)/syntax/parser.c: grammar/isms.y | $(BUILD)/packages/BUILD
	@mkdir -p $(@D)
	$(call say,bison   $<)
	$(Q)$(BISON) -Wall --header=$(GEN)/syntax/parser.h -Fapi.header.include='{"syntax/parser.h"}' -o $@ $<
$(GEN)/syntax/parser.h: $(GEN)/syntax/parser.c ;
$(GEN)/syntax/parser_exact.c: grammar/isms.y | $(BUILD)/packages/BUILD
	@mkdir -p $(@D)
	$(call say,bison   $< (exact))
	$(Q)$(BISON) -Wall -Fapi.prefix='{exact_}' -Fparse.lac=full -o $@ $<

# The trees of the standard library, by the compiler's own scanner and parser.
$(TOOLS)/trees: compiler/tools/trees.c $(call up_to_lines,syntax)
	@mkdir -p $(@D)
	$(call say,cc      $<)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -MMD -MP -MF $@.d -o $@ $< $(call up_to_lines,syntax) $(LIBS)
$(GEN)/session/trees.c: $(TOOLS)/trees
	@mkdir -p $(@D)
	$(call say,parse   stdlib)
	$(Q)$(TOOLS)/trees > $@

.PHONY: generated
generated: $(GENERATED)

# ---- The compiler ---------------------------------------------------------------------------------------------------------------

room_sources   = $(sort $(wildcard compiler/$(1)/*.c compiler/$(1)/*/*.c))
room_generated = $(filter $(GEN)/$(1)/%.c,$(GENERATED))
room_objects   = $(patsubst compiler/%.c,$(BUILD)/obj/%.o,$(call room_sources,$(1))) \
                 $(patsubst $(GEN)/%.c,$(BUILD)/obj/gen/%.o,$(call room_generated,$(1)))

OBJECTS = $(filter-out $(BUILD)/obj/cli/main.o,$(foreach room,$(ROOMS),$(call room_objects,$(room))))

$(BUILD)/obj/gen/%.o: $(GEN)/%.c | $(GENERATED_HEADERS)
	@mkdir -p $(@D)
	$(call say,cc      $<)
	$(Q)$(CC) $(ALL_CFLAGS) -Wno-shadow -Wno-unused-function -Wno-unused-parameter -Wno-unused-but-set-variable -Wno-sign-compare -MMD -MP -c -o $@ $<
$(BUILD)/obj/%.o: compiler/%.c | $(GENERATED_HEADERS)
	@mkdir -p $(@D)
	$(call say,cc      $<)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(LIBRARY): $(OBJECTS)
	@rm -f $@
	@ar rcsD $@ $^
$(ISMSC): $(BUILD)/obj/cli/main.o $(LIBRARY)
	$(call say,link    $@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# One archive for each room, so that a room's tests build while the rooms above it do not.
define ROOM_RULES
$(BUILD)/rooms/$(1).a: $(filter-out $(BUILD)/obj/cli/main.o,$(call room_objects,$(1)))
	@mkdir -p $$(@D); rm -f $$@
	@ar rcsD $$@ $$^
endef
$(foreach room,$(ROOMS),$(eval $(call ROOM_RULES,$(room))))

# ---- Packages -------------------------------------------------------------------------------------------------------------------

# A stamp says that all of a list was found or installed; only a changed Makefile asks again.
$(BUILD)/packages/%: Makefile compiler/tools/packages.sh
	@mkdir -p $(@D)
	@CC='$(CC)' sh compiler/tools/packages.sh $($*_PACKAGES)
	@touch $@

.PHONY: packages
packages: $(BUILD)/packages/BUILD $(BUILD)/packages/TEST $(BUILD)/packages/CHECK ## installs what building, testing and checking need

# ---- Unit tests -----------------------------------------------------------------------------------------------------------------

# tests/unit/ROOM/NAME.c becomes $(BUILD)/unit/ROOM/NAME, linked with ROOM and the rooms below it. `make unit-ROOM` builds and runs one room's.
UNIT = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(sort $(foreach room,$(ROOMS),$(wildcard tests/unit/$(room)/*.c))))

define UNIT_RULES
$(BUILD)/unit/$(1)/%: tests/unit/$(1)/%.c $(call up_to_lines,$(1)) | $(BUILD)/packages/TEST
	@mkdir -p $$(@D)
	$$(call say,cc      $$<)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -Itests/unit -MMD -MP -MF $$@.d -o $$@ $$< $(call up_to_lines,$(1)) $(LIBS) -lcmocka -ljansson
.PHONY: unit-$(1)
unit-$(1): $(filter $(BUILD)/unit/$(1)/%,$(UNIT))
	@set -e; for test in $$(filter $(BUILD)/unit/%,$$^); do $$$$test; done
endef
$(foreach room,$(ROOMS),$(eval $(call UNIT_RULES,$(room))))

# ---- Tests ----------------------------------------------------------------------------------------------------------------------

# The longest first: groups run at the same time.
GROUPS     = $(if $(RULE),rules,cli rules artefacts misspelt unit diag changes review later bad fmt lsp real)
TEST_TOOLS = $(patsubst tests/tools/%.c,$(BUILD)/tests/%,$(wildcard tests/tools/*.c)) \
             $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/real/*.c))

# Programs that the drivers of the tests use: small ones for all, and the converters of real data.
$(BUILD)/tests/%: tests/tools/%.c | $(BUILD)/packages/BUILD
	@mkdir -p $(@D)
	$(call say,cc      $<)
	$(Q)$(CC) -std=gnu11 -O1 -g $(WARNINGS) -D_GNU_SOURCE -MMD -MP -MF $@.d -o $@ $< -lm
# One of them is the compiler, many times over.
$(BUILD)/tests/misspell: tests/tools/misspell.c $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,cc      $<)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -MMD -MP -MF $@.d -o $@ $< $(LIBRARY) $(LIBS)
$(BUILD)/tests/real/%: tests/real/%.c | $(BUILD)/packages/BUILD
	@mkdir -p $(@D)
	$(call say,cc      $<)
	$(Q)$(CC) -std=gnu11 -O1 -g $(WARNINGS) -D_GNU_SOURCE -MMD -MP -MF $@.d -o $@ $<

.PHONY: test unit
test: $(ISMSC) $(UNIT) $(TEST_TOOLS) $(BUILD)/bench/gen | $(BUILD)/packages/TEST ## all tests; UPDATE=1 writes the goldens; RULE=name tests one rule, test-GROUP one group
	@BUILD='$(BUILD)' ISMSC='$(abspath $(ISMSC))' REFERENCE='$(REFERENCE)' UPDATE='$(UPDATE)' RULE='$(RULE)' sh tests/run.sh $(GROUPS)
test-%: $(ISMSC) $(TEST_TOOLS) | $(BUILD)/packages/TEST
	@BUILD='$(BUILD)' ISMSC='$(abspath $(ISMSC))' REFERENCE='$(REFERENCE)' UPDATE='$(UPDATE)' RULE='$(RULE)' sh tests/run.sh $*
test-unit: $(UNIT)
test-cli: $(BUILD)/unit/syntax/linear $(BUILD)/bench/gen
unit: $(UNIT)

.PHONY: demo
demo: $(ISMSC) ## compiles $(EXAMPLE) and shows what comes out
	@ISMSC='$(ISMSC)' EXAMPLE='$(EXAMPLE)' OUT='$(BUILD)/demo' AS_OF='$(AS_OF)' sh tests/demo.sh

# ---- Checks: what a change must pass beside the tests -----------------------------------------------------------------------------

# The longest first: they run at the same time.
CHECKS = sanitizers fuzz+corpora chroot mutants threads clang reproducible looks formats gcc format layers domain map grammar install

.PHONY: check
check: $(ISMSC) $(TEST_TOOLS) | $(BUILD)/packages/BUILD $(BUILD)/packages/TEST $(BUILD)/packages/CHECK ## all checks; check-NAME runs one
	+@MAKE='$(MAKE) --no-print-directory' BUILD='$(BUILD)' sh tests/check/all.sh $(CHECKS)

# Half of a small run under a sanitizer would else be spent in loading it.
SANITIZERS_WITHIN = -no-pie -static-libasan -static-libubsan
# Nothing is wrong with NULL + 0, which clang's check of pointers would tell.
SANITIZE = -fsanitize=address,undefined -fno-sanitize=pointer-overflow -fno-sanitize-recover=undefined -fno-omit-frame-pointer
IN_CHECK = $(MAKE) --no-print-directory BUILD=$(BUILD)/check

.PHONY: $(patsubst %,check-%,$(subst +, ,$(CHECKS)))
check-layers: ## no room includes one that stands after it in ROOMS
	@ROOMS='$(ROOMS)' sh tests/check/layers.sh
check-domain: ## no word of ISO's domain as a string in C
	@sh tests/check/domain.sh
check-format: ## the C sources are as `make format` leaves them
	@sh tests/check/format.sh
check-map: ## compiler/README.md names every source file
	@sh tests/check/map.sh
check-formats: $(ISMSC) ## reports of findings by the schemas and validators of their readers (npm)
	@ISMSC='$(abspath $(ISMSC))' BUILD='$(abspath $(BUILD))' REFERENCE='$(abspath $(REFERENCE))' AS_OF='$(AS_OF)' sh tests/check/formats.sh
check-looks: $(ISMSC) ## every page and picture of the example in a browser, light and dark
	@ISMSC='$(abspath $(ISMSC))' EXAMPLE='$(EXAMPLE)' AS_OF='$(AS_OF)' sh tests/check/looks.sh
check-mutants: $(ISMSC) $(BUILD)/tests/expect ## the tests of every rule notice when it never speaks, and when it always does; RULE=name tries one
	@ISMSC='$(abspath $(ISMSC))' EXPECT='$(abspath $(BUILD))/tests/expect' RULE='$(RULE)' sh tests/check/mutants.sh
check-grammar: ## no backing up in the scanner, no conflicts in the grammar
	@FLEX='$(FLEX)' BISON='$(BISON)' sh tests/check/grammar.sh
# What WERROR=1 has built in the first place is not built again.
check-gcc: ## gcc, without a warning
	+$(if $(WERROR),$(MAKE) --no-print-directory,$(IN_CHECK)/gcc) CC=gcc WERROR=1 all unit
# No object is made: what clang makes of the sources is run when fuzzing.
check-clang: $(GENERATED) | $(BUILD)/packages/TEST ## clang, without a warning
	@printf '%s\n' $(foreach room,$(ROOMS),$(call room_sources,$(room)) $(wildcard tests/unit/$(room)/*.c)) | \
	    xargs -n 16 -P "$$(nproc)" clang -fsyntax-only $(ALL_CFLAGS) -Werror -Itests/unit
check-sanitizers: ## all tests under AddressSanitizer and UndefinedBehaviorSanitizer
	+ASAN_OPTIONS=malloc_context_size=5 $(IN_CHECK)/sanitizers CFLAGS='-O1 -g $(SANITIZE)' LDFLAGS='$(SANITIZERS_WITHIN)' WERROR=1 test
check-threads: $(BUILD)/bench/gen ## no two threads use the same memory at once (ThreadSanitizer)
	+$(IN_CHECK)/threads CFLAGS='-O1 -g -fsanitize=thread' $(BUILD)/check/threads/ismsc
	@ISMSC='$(abspath $(BUILD))/check/threads/ismsc' GEN='$(abspath $(BUILD))/bench/gen' sh tests/check/threads.sh
check-fuzz: ## a short run of every fuzzing target
	+$(MAKE) --no-print-directory fuzz SECONDS=$(or $(FUZZ_SECONDS),10)
check-install: $(ISMSC) ## installs, and compiles the example with what was installed
	@MAKE='$(MAKE)' BUILD='$(BUILD)' EXAMPLE='$(EXAMPLE)' AS_OF='$(AS_OF)' sh tests/check/install.sh
check-reproducible: ## the same bytes from builds in different folders, locales and time zones
	@MAKE='$(MAKE)' BUILD='$(BUILD)' EXAMPLE='$(EXAMPLE)' AS_OF='$(AS_OF)' sh tests/check/reproducible.sh
check-corpora: ## how much of the compiler the fuzzers' corpora reach
	+$(FUZZ_BUILD)
	@BUILD='$(BUILD)' sh tests/check/corpora.sh $(FUZZERS)
check-chroot: ## demo and tests on a minimal Debian
	@BUILD='$(BUILD)' REFERENCE='$(REFERENCE)' sh tests/check/chroot.sh

# ---- Fuzzing --------------------------------------------------------------------------------------------------------------------

FUZZERS = $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))

# One build for fuzzing, and for telling what the corpora reach; the tools that it runs are counted nowhere.
FUZZ_BUILD = LLVM_PROFILE_FILE=/dev/null $(MAKE) --no-print-directory BUILD=$(BUILD)/fuzz CC=clang WERROR=1 fuzzers \
    CFLAGS='-O1 -g $(SANITIZE) -fsanitize=fuzzer-no-link -fprofile-instr-generate -fcoverage-mapping'

.PHONY: fuzz fuzzers
fuzz: | $(BUILD)/packages/TEST $(BUILD)/packages/CHECK ## fuzzes each target for SECONDS=n
	+$(FUZZ_BUILD)
	@BUILD='$(BUILD)/fuzz' SECONDS='$(SECONDS)' sh tests/fuzz/run.sh $(FUZZERS)

# CC and CFLAGS come from FUZZ_BUILD.
fuzzers: $(FUZZERS:%=$(BUILD)/%)
$(FUZZERS:%=$(BUILD)/%): $(BUILD)/%: tests/fuzz/%.c $(LIBRARY)
	$(call say,cc      $<)
	$(Q)$(CC) $(ALL_CFLAGS) -Itests/unit -fsanitize=fuzzer -MMD -MP -MF $@.d -o $@ $< $(LIBRARY) $(LIBS) -lcmocka -ljansson

# ---- Benchmark ------------------------------------------------------------------------------------------------------------------

BENCH_TOOLS = $(patsubst tests/bench/%.c,$(BUILD)/bench/%,$(wildcard tests/bench/*.c))

$(BUILD)/bench/%: tests/bench/%.c | $(BUILD)/packages/BUILD
	@mkdir -p $(@D)
	$(call say,cc      $<)
	$(Q)$(CC) -std=gnu11 -O2 -g $(WARNINGS) -D_GNU_SOURCE -o $@ $<
# The bare scanner: the rules of the grammar with actions that only count (PUSH is redefined, the rest comes from tests/bench/scan/syntax/scan.h).
$(BUILD)/bench/scan: tests/bench/scan/scan.c $(GEN)/syntax/scanner.c $(GEN)/syntax/parser.h
	@mkdir -p $(@D)/scanner
	$(Q)sed 's/^#define PUSH(code).*/#define PUSH(code) COUNT_ONLY()/; /^#define PUSH/,/while (0)/{/^#define PUSH/!d}' $(GEN)/syntax/scanner.c > $(@D)/scanner/scanner.c
	$(call say,cc      $<)
	$(Q)$(CC) -O2 -g -w -D_GNU_SOURCE -Itests/bench/scan -I$(@D)/scanner -Icompiler -I$(GEN) -o $@ $<
$(BUILD)/bench/plain: tests/bench/scan/scan.c tests/bench/scan/plain.l
	@mkdir -p $(@D)/scanner
	$(Q)$(FLEX) -o $(@D)/scanner/plain.c tests/bench/scan/plain.l
	$(call say,cc      $<)
	$(Q)$(CC) -O2 -g -w -D_GNU_SOURCE -DPLAIN -I$(@D)/scanner -o $@ $<

.PHONY: bench
bench: $(ISMSC) $(BENCH_TOOLS) $(BUILD)/bench/scan $(BUILD)/bench/plain $(TEST_TOOLS) ## ratios beside their targets (at most ten minutes; fails nothing)
	@BUILD='$(BUILD)' ISMSC='$(abspath $(ISMSC))' sh tests/bench/run.sh

# ---- The rest -------------------------------------------------------------------------------------------------------------------

# The manual page and the completions come from the tables of commands and options.
SHARE = $(BUILD)/share/man/man1/ismsc.1 $(BUILD)/share/bash-completion/completions/ismsc $(BUILD)/share/zsh/site-functions/_ismsc \
        $(BUILD)/share/fish/vendor_completions.d/ismsc.fish
all: $(SHARE)
$(BUILD)/share/man/%: $(ISMSC)
	@mkdir -p $(@D)
	$(call say,make    $@)
	$(Q)$(ISMSC) help --man > $@
$(BUILD)/share/%: $(ISMSC)
	@mkdir -p $(@D)
	$(call say,make    $@)
	$(Q)$(ISMSC) completion $(patsubst %-completion,%,$(firstword $(subst /, ,$*))) > $@

.PHONY: install format pictures clean help
install: $(ISMSC) $(SHARE) ## into $(DESTDIR)$(PREFIX)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/ismsc $(DESTDIR)$(PREFIX)/share/doc/ismsc
	install -m 755 $(ISMSC) $(DESTDIR)$(PREFIX)/bin/ismsc
	install -m 644 $(wildcard README.md LICENSE CHANGELOG.md grammar/REFERENCE.md) $(DESTDIR)$(PREFIX)/share/doc/ismsc
	install -m 644 grammar/diagnostics.schema.json $(DESTDIR)$(PREFIX)/share/ismsc
	cp -R stdlib $(DESTDIR)$(PREFIX)/share/ismsc/
	cp -R $(BUILD)/share/. $(DESTDIR)$(PREFIX)/share/
	$(if $(wildcard grammar/editors),cp -R grammar/editors $(DESTDIR)$(PREFIX)/share/ismsc/)

format: | $(BUILD)/packages/CHECK ## formats the C sources (clang-format)
	clang-format -i $(shell find compiler tests -name '*.[ch]')

pictures: $(ISMSC) ## the README's pictures, by chromium
	@ISMSC='$(ISMSC)' EXAMPLE='$(EXAMPLE)' AS_OF='$(AS_OF)' BUILD='$(BUILD)' sh tests/pictures.sh

clean: ## removes all that was built
	rm -rf $(BUILD)

help: ## this list
	@awk -F ' ## ' '/^[a-z][a-z -]*:.* ## / { name = $$1; sub(/:.*/, "", name); printf "%-20s %s\n", "make " name, $$2 }' Makefile

-include $(shell find $(BUILD)/obj $(BUILD)/unit $(BUILD)/tools $(BUILD)/tests -name '*.d' 2>/dev/null)
