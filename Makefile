# weft: `make help` lists what can be made.
CC ?= gcc
BUILD ?= build
OPT ?= -O2
PREFIX ?= /usr/local
PYTHON3 ?= python3

WARNINGS = -Wall -Wextra -Wshadow -Wmissing-prototypes -Wswitch-enum -Wno-unused-parameter -Wno-missing-field-initializers -Werror
CFLAGS += -std=gnu11 $(OPT) -g -fno-strict-aliasing -fno-plt $(WARNINGS) $(EXTRA)
CPPFLAGS += -I. -I$(BUILD) -D_GNU_SOURCE
LDLIBS = -lreadline -luv -lgmp -lmimalloc -lpcre2-8 -lm -lpthread -ldl

SOURCES := $(shell find lexer parser vm runtime stdlib -name '*.c')
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o)

all: $(BUILD)/weft

$(BUILD)/weft: $(OBJECTS)
	$(CC) $(OPT) $(EXTRA) -rdynamic -o $@ $(OBJECTS) $(LDFLAGS) $(LDLIBS)

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

-include $(OBJECTS:.o=.d)

clean:
	rm -rf build build-*

.PHONY: all clean
