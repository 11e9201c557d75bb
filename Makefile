# weft: `make help` lists what can be made.
CC ?= gcc
BUILD ?= build
OPT ?= -O2
PREFIX ?= /usr/local
PYTHON3 ?= python3

WARNINGS = -Wall -Wextra -Wshadow -Wmissing-prototypes -Wswitch-enum -Wno-unused-parameter -Wno-missing-field-initializers -Wno-format-truncation -Werror
CFLAGS += -std=gnu11 $(OPT) -g -fno-strict-aliasing -fno-plt $(WARNINGS) $(EXTRA)
CPPFLAGS += -I. -I$(BUILD) -D_GNU_SOURCE
LDLIBS = -lreadline -luv -lgmp -lmimalloc -lpcre2-8 -lm -lpthread -ldl

SOURCES := $(shell find lexer parser vm runtime stdlib -name '*.c')
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o)

all: $(BUILD)/weft

$(BUILD)/weft: $(OBJECTS) $(BUILD)/embedded_modules.o
	$(CC) $(OPT) $(EXTRA) -rdynamic -o $@ $^ $(LDFLAGS) $(LDLIBS)

# The Python modules under stdlib/ go into the binary.
EMBEDDED := $(shell find stdlib -name '*.py')

$(BUILD)/embed: tools/embed.c
	@mkdir -p $(@D)
	$(CC) $(WARNINGS) -O1 -D_GNU_SOURCE -o $@ $<

$(BUILD)/embedded_modules.c: $(BUILD)/embed $(EMBEDDED)
	$(BUILD)/embed stdlib > $@.new && mv $@.new $@

$(BUILD)/embedded_modules.o: $(BUILD)/embedded_modules.c $(EMBEDDED)
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# An installed Python library (the long tail of pure-Python modules) is looked for now and remembered;
# STDLIB=/some/lib/python3.13 names one.
STDLIB ?= $(firstword $(patsubst %/os.py,%,$(wildcard $(foreach v,3.13 3.12 3.11,/usr/lib/python$(v)/os.py /usr/local/lib/python$(v)/os.py))))
$(BUILD)/runtime/import_stdlib.o: CPPFLAGS += -DWEFT_STDLIB_RECORDED='"$(STDLIB)"'

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

-include $(OBJECTS:.o=.d)

clean:
	rm -rf build build-*

.PHONY: all clean
