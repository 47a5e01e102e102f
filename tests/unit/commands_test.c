/* SPDX-License-Identifier: MIT */
/* commands_test -- each row of the tables of commands and options, and what help makes of it. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/help.h"

static void
check_row(const struct option *o)
{
	assert_true(strlen(o->name) > 1 && o->name[0] != '-');
	assert_non_null(o->help);
	assert_true(o->help[0] && o->help[strlen(o->help) - 1] != '.');
	assert_int_equal(o->argument != NULL, option_has_value(o));
	assert_int_equal(o->choices != NULL, o->kind == OPTION_CHOICE);
}

static size_t
field_size(const struct option *o)
{
	switch (o->kind) {
	case OPTION_FLAG:
		return sizeof(bool);
	case OPTION_COUNT:
	case OPTION_NUMBER:
	case OPTION_CHOICE:
		return sizeof(int);
	case OPTION_TEXT:
	case OPTION_MAYBE:
		return sizeof(const char *);
	case OPTION_LIST:
	case OPTION_WORDS:
		break;
	}
	return sizeof(struct strs);
}

/* Names and letters are unique among the options that may stand together. */
static void
check_unique(const struct option *rows, const struct option *o)
{
	for (const struct option *other = rows; other && other->name; other++) {
		if (other == o)
			continue;
		assert_string_not_equal(other->name, o->name);
		assert_false(o->letter && other->letter == o->letter);
	}
}

static void
check_command(const struct cli_command *c)
{
	assert_non_null(c->summary);
	assert_non_null(c->group);
	assert_non_null(c->usage);
	assert_non_null(c->run);
	assert_true(c->min <= c->max);
	for (const struct option *o = c->options; o && o->name; o++) {
		check_row(o);
		check_unique(c->options, o);
		check_unique(global_options, o);
		assert_true(o->field + field_size(o) <= c->size);
		if (o->kind == OPTION_WORDS || o->kind == OPTION_MAYBE)
			assert_true(c->max == 0 || c == &cmd_run || c == &cmd_fix);
	}
}

static void
rows_are_whole(void **state)
{
	(void)state;
	for (const struct option *o = global_options; o->name; o++) {
		check_row(o);
		check_unique(global_options, o);
		assert_true(o->field + field_size(o) <= sizeof(struct global_values));
	}
	check_command(&cmd_rehearse);
	for (size_t i = 0; i < ncommands; i++) {
		check_command(commands[i]);
		assert_ptr_equal(commands_find(commands[i]->name), commands[i]);
	}
	assert_null(commands_find("nothing"));
	assert_null(commands_find(""));
}

static void
groups_stand_together(void **state)
{
	(void)state;
	for (size_t i = 1; i < ncommands; i++) {
		if (strcmp(commands[i]->group, commands[i - 1]->group) == 0)
			continue;
		for (size_t k = 0; k + 1 < i; k++)
			assert_string_not_equal(commands[i]->group, commands[k]->group);
	}
}

static void
check_width(const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n");

		assert_in_range(n, 0, 80);
		text += n;
		text += *text == '\n';
	}
}

static void
help_names_everything(void **state)
{
	struct arena *mem = arena_new();
	struct buf all, one;

	(void)state;
	buf_init(&all, SIZE_MAX);
	buf_init(&one, SIZE_MAX);
	help_overview(&all, mem);
	check_width(all.data);
	for (size_t i = 0; i < ncommands; i++) {
		assert_non_null(strstr(all.data, arena_printf(mem, "  %s ", commands[i]->name)));
		buf_clear(&one);
		help_command(&one, commands[i], mem);
		check_width(one.data);
		for (const struct option *o = commands[i]->options; o && o->name; o++)
			assert_non_null(strstr(one.data, arena_printf(mem, "--%s", o->name)));
	}
	buf_release(&all);
	buf_release(&one);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_whole),
		cmocka_unit_test(groups_stand_together),
		cmocka_unit_test(help_names_everything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
