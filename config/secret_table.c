/* SPDX-License-Identifier: MIT */
/*
 * secret_table FILE.ini... : the rules of config/secrets/ as C tables on standard output, and the
 * machine that finds their keywords.  Runs at build time alone.
 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "gates/secret/secret_rule.h"
#include "gates/secret/secret_source.h"
#include "model/config/problem.h"

static void
put_text(const char *s)
{
	if (!s) {
		fputs("NULL", stdout);
		return;
	}
	putchar('"');
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\' || c == '?')
			printf("\\%c", c);
		else if (c < ' ' || c >= 127)
			printf("\\%03o", c);
		else
			putchar(c);
	}
	putchar('"');
}

static void
put_field(const char *name, const char *text)
{
	printf(" .%s = ", name);
	put_text(text);
	putchar(',');
}

static void
put_rule(const struct secret_rule *r)
{
	putchar('{');
	put_field("id", r->id);
	put_field("about", r->about);
	put_field("type", r->type);
	put_field("pattern", r->pattern);
	put_field("allow", r->allow);
	if (r->files) {
		fputs(" .files = (const char *const[]){", stdout);
		for (const char *const *f = r->files; *f; f++) {
			put_text(*f);
			putchar(',');
		}
		fputs("NULL},", stdout);
	}
	printf(" .entropy_milli = %u, .back = %u, .tier = %u, .checks = %u},\n", r->entropy_milli,
		r->back, r->tier, r->checks);
}

static void
put_machine(const struct secret_machine *m)
{
	fputs("static const unsigned char classes[256] = {", stdout);
	for (int i = 0; i < 256; i++)
		printf("%u,", m->classes[i]);
	fputs("};\nstatic const uint16_t next[] = {", stdout);
	for (size_t i = 0; i < (size_t)m->nstates * m->nclasses; i++)
		printf("%u,%s", m->next[i], i % 32 == 31 ? "\n" : "");
	fputs("};\nstatic const uint32_t lists[] = {", stdout);
	for (uint32_t i = 0; i <= m->nstates - m->first_end; i++)
		printf("%u,", m->lists[i]);
	fputs("};\nstatic const struct secret_end ends[] = {", stdout);
	for (uint32_t i = 0; i < m->nends; i++)
		printf("{%u,%u},", m->ends[i].owner, m->ends[i].len);
	fputs("};\n", stdout);
}

static void
put_all(const struct secret_rules *rules)
{
	const struct secret_machine *m = &rules->machine;

	puts("/* made by config/secret_table.c from config/secrets */\n"
	     "#include \"gates/secret/secret_rule.h\"\n");
	puts("static const struct secret_rule rules[] = {");
	for (size_t i = 0; i < rules->n; i++)
		put_rule(&rules->v[i]);
	puts("};");
	put_machine(m);
	printf("const struct secret_rules secret_shipped = {.v = rules, .n = %zu, .machine = "
	       "{.classes = classes, .next = next, .lists = lists, .ends = ends, .nclasses = %u, "
	       ".nstates = %u, .first_end = %u, .nends = %u}};\n",
		rules->n, m->nclasses, m->nstates, m->first_end, m->nends);
}

int
main(int argc, char **argv)
{
	struct arena *mem = arena_new();
	struct problems problems = {.mem = mem};
	struct secret_source source = {0};
	struct secret_rules rules;
	struct error err = {0};
	int rc = 0;

	for (int i = 1; i < argc && rc == 0; i++) {
		size_t len;
		char *text;

		rc = fs_read(&text, &len, argv[i], INI_FILE_BYTES, mem, &err);
		if (rc == 0)
			rc = secret_source_read(&source, argv[i], text, len, &problems, mem, &err);
	}
	for (size_t i = 0; i < problems.n; i++)
		fprintf(stderr, "%s:%d: %s\n", problems.v[i].origin.file, problems.v[i].origin.line,
			problems.v[i].text);
	if (rc == 0 && problems.n == 0)
		rc = secret_rules_make(&rules, source.v, source.n, mem, &err);
	if (rc < 0)
		fprintf(stderr, "secret_table: %s\n", err.msg);
	else if (problems.n == 0)
		put_all(&rules);
	secret_source_release(&source);
	arena_free(mem);
	return rc < 0 || problems.n ? 1 : 0;
}
