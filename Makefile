# weft: `make help` lists what can be made.
ifeq ($(origin CC),default)
CC = gcc
endif
BUILD ?= build
OPT ?= -O2
PREFIX ?= /usr/local
CLANG ?= clang

WARNINGS = -Wall -Wextra -Wshadow -Wmissing-prototypes -Wno-unused-parameter -Wno-missing-field-initializers -Wno-format-truncation -Wno-array-bounds -Wno-unknown-warning-option -Werror
CFLAGS += -std=gnu11 $(OPT) -g -fno-strict-aliasing -fno-pie $(WARNINGS) $(EXTRA)
# Assertions are for the other builds: make debug, make asan.
CPPFLAGS += -I. -I$(BUILD) -D_GNU_SOURCE $(if $(filter -O2 -O3,$(OPT)),-DNDEBUG)
# Each shared library costs a start about 0.1 ms and 0.1 MB: those that come with an archive are linked in.
archive = $(filter /%,$(shell $(CC) -print-file-name=lib$(1).a))
ARCHIVED = $(foreach name,gmp pcre2-8 pcre2-16 pcre2-32,$(or $(call archive,$(name)),-l$(name)))
# readline's archive needs that of terminfo beside it.
READLINE := $(if $(and $(call archive,readline),$(call archive,tinfo)),$(call archive,readline) $(call archive,tinfo),-lreadline)
LDLIBS = $(READLINE) -luv -lmimalloc $(ARCHIVED) -lm -lpthread -ldl

SOURCES := $(shell find lexer parser vm runtime stdlib -name '*.c')
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o)

all: $(BUILD)/weft

$(BUILD)/weft: $(OBJECTS) $(BUILD)/embedded_modules.o
	$(CC) $(OPT) $(EXTRA) -no-pie -o $@ $^ $(LDFLAGS) $(LDLIBS)

# The Python modules under stdlib/ go into the binary, source and code.  A first weft without them compiles them.
EMBEDDED := $(sort $(shell find stdlib -name '*.py' ! -name 'make_*'))
EMBEDDED_CODE := $(EMBEDDED:%.py=$(BUILD)/code/%.code)
# The code depends on what decides its bytes, not on every object of the compiling program.
COMPILER := $(filter $(addprefix $(BUILD)/,lexer/% parser/% vm/compile% vm/code% runtime/marshal%),$(OBJECTS))

$(BUILD)/compile_module: $(BUILD)/tools/compile_module.o $(COMPILER) | $(OBJECTS) $(BUILD)/tests/main_renamed.o
	$(CC) $(OPT) $(EXTRA) -no-pie -o $@ $< $(filter-out $(BUILD)/runtime/main.o,$(OBJECTS)) $(BUILD)/tests/main_renamed.o $(LDFLAGS) $(LDLIBS)

$(BUILD)/code/%.code: %.py $(COMPILER) $(BUILD)/tools/compile_module.o | $(BUILD)/compile_module
	@mkdir -p $(@D)
	$(BUILD)/compile_module $< $@

$(BUILD)/embed: tools/embed.c tools/embedded_path.h
	@mkdir -p $(@D)
	$(CC) $(WARNINGS) -O1 -I. -D_GNU_SOURCE -o $@ $<

# Changes when a module comes or goes, so that the table is made anew.
$(BUILD)/embedded.list: FORCE
	@mkdir -p $(@D)
	@echo "$(EMBEDDED)" | tr ' ' '\n' | cmp -s - $@ || echo "$(EMBEDDED)" | tr ' ' '\n' > $@
FORCE:

$(BUILD)/embedded_modules.c: $(BUILD)/embed $(BUILD)/embedded.list $(EMBEDDED) $(EMBEDDED_CODE)
	$(BUILD)/embed $(BUILD)/code < $(BUILD)/embedded.list > $@.new && mv $@.new $@

$(BUILD)/embedded_modules.o: $(BUILD)/embedded_modules.c $(EMBEDDED) $(EMBEDDED_CODE)
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# An installed Python library (the long tail of pure-Python modules) is looked for now and remembered;
# STDLIB=/some/lib/python3.13 names one.
STDLIB ?= $(firstword $(patsubst %/os.py,%,$(wildcard $(foreach v,3.13 3.12 3.11,/usr/lib/python$(v)/os.py /usr/local/lib/python$(v)/os.py))))
$(BUILD)/runtime/import_stdlib.o: CPPFLAGS += -DWEFT_STDLIB_RECORDED='"$(STDLIB)"'

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

-include $(OBJECTS:.o=.d) $(BUILD)/tools/compile_module.d

# ---- the parts of the tests that are C ----

# Everything but main(): its object serves as a library with the name out of the way.
LIBRARY = $(filter-out $(BUILD)/runtime/main.o,$(OBJECTS)) $(BUILD)/embedded_modules.o $(BUILD)/tests/main_renamed.o
UNITS := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))

$(BUILD)/tests/main_renamed.o: $(BUILD)/runtime/main.o
	@mkdir -p $(@D)
	objcopy --redefine-sym main=weft_main $< $@

$(BUILD)/tests/test_%: tests/unit/test_%.c $(LIBRARY)
	$(CC) $(CPPFLAGS) $(CFLAGS) -Wno-missing-prototypes -no-pie -o $@ $^ $(LDFLAGS) -lcmocka $(LDLIBS)

units: $(UNITS)

FUZZ_CLANG = -fsanitize=fuzzer-no-link,address -fno-omit-frame-pointer
build-clang/fuzz_compile: tests/fuzz/fuzz_compile.c build-clang/weft
	@$(MAKE) --no-print-directory CC=$(CLANG) BUILD=build-clang OPT=-O1 EXTRA="$(FUZZ_CLANG)" fuzz-target
fuzz-target: $(LIBRARY)
	$(CC) $(CPPFLAGS) $(CFLAGS) -fsanitize=fuzzer -no-pie -o $(BUILD)/fuzz_compile tests/fuzz/fuzz_compile.c $(LIBRARY) $(LDFLAGS) $(LDLIBS)

# ---- what people type ----

run: deps ## install what is missing, build, and take a guided tour
	@$(MAKE) --no-print-directory -j2 all
	@$(BUILD)/weft examples/tour.py

test: deps ## install what is missing, build, and run every test; T='lang/gen_*' only those scripts
	@$(MAKE) --no-print-directory -j2 all
	@BUILD=$(BUILD) tests/all.sh $(T)

deps: ## install the Debian packages that the build and the tests need
	@tools/deps.sh

debug: ## build-debug/weft: no optimisation
	@$(MAKE) --no-print-directory -j2 BUILD=build-debug OPT=-O0 all

SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
asan: ## build-asan/weft: AddressSanitizer and UBSan
	@$(MAKE) --no-print-directory -j2 BUILD=build-asan OPT=-O1 EXTRA="$(SANITIZE)" all units

print-sanitize:
	@echo "$(SANITIZE)"

clang: ## build-clang/weft: everything through clang, warnings are errors, ready for libFuzzer
	@$(MAKE) --no-print-directory -j2 CC=$(CLANG) BUILD=build-clang OPT=-O1 EXTRA="$(FUZZ_CLANG)" all

fuzz: all clang build-clang/fuzz_compile ## the fuzzers, SECONDS_EACH seconds each (default 60)
	@BUILD=$(BUILD) tests/fuzz/run.sh

stress: all ## the scripts again with the collector at every allocation and a thread switch at every chance
	@JOBS=1 tests/run.sh "$(BUILD)/weft $(CURDIR)/tests/stress.py"

bench: all ## the project's benchmarks beside whatever python3 is found
	@$(BUILD)/weft tests/bench/run.py $(BUILD)/weft

docs: all ## build/docs/opcodes.md: the instruction reference, from vm/opcodes.def
	@mkdir -p $(BUILD)/docs
	$(BUILD)/weft tools/opcode_reference.py vm > $(BUILD)/docs/opcodes.md

install: all ## into PREFIX (default /usr/local)
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(BUILD)/weft $(DESTDIR)$(PREFIX)/bin/weft

clean: ## remove everything that was built
	rm -rf build build-*

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

.PHONY: print-sanitize all run test deps debug asan clang fuzz fuzz-target units stress bench docs install clean help
