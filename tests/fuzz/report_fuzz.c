/* SPDX-License-Identifier: MIT */
/* report_fuzz -- any bytes as a report of any kind: what is counted adds up, and memory is bounded.
 * The first byte chooses what is in front of the rest, so that each reader is reached. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/tree_fixture.h"
#include "base/arena.h"
#include "gates/report/code_lines.h"
#include "gates/report/places.h"
#include "gates/report/report_read.h"
#include "gates/report/stream.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct tree_row rows[] = {
	{"src/a.py", "", 0}, {"go.mod", "module m\n", 0}, {"f.go", "", 0}, {0}};
static const char *const counted[] = {"f.go", "src/a.py"};
static const char *const heads[] = {"", "SF:src/a.py\n", "mode: set\n",
	"<coverage line-rate=\"1\">", "<coverage generated=\"1\" clover=\"3.2.0\">", "<report>",
	"<testsuite>",
	"{\"meta\":{},\"files\":{\"src/a.py\":", "{\"src/a.py\":{\"statementMap\":", "{\"runs\":["};

static void
check(const struct reports *r)
{
	const struct test_results *t = &r->tests;
	struct coverage_count n = {0};

	for (size_t i = 0; i < r->cover->coverage->n; i++)
		coverage_count(&n, &r->cover->coverage->v[i]);
	if (n.lines_hit > n.lines || n.branches_hit > n.branches || n.lines < 0)
		abort();
	if (t->failed < 0 || t->errors < 0 || t->skipped < 0 || test_results_passed(t) < 0)
		abort();
}

static void
read_it(const char *text, size_t len, struct arena *mem)
{
	struct tree_fixture fixture = {.rows = rows};
	struct blob_source tree = tree_fixture_source(&fixture);
	struct places places = {.tree = &tree, .root = "/snap", .mem = mem};
	const struct strs paths = {.v = (const char **)counted, .n = countof(counted)};
	struct reports reports = {.wants = {true, true, true}};
	struct coverage coverage;
	struct cover cover;
	struct stream in;
	struct error err;

	if (places_find_modules(&places, &err) < 0)
		abort();
	coverage_init(&coverage, &paths, mem);
	cover_init(&cover, &coverage, &places, mem);
	reports.cover = &cover;
	stream_over(&in, text, len, mem);
	if (report_read(&reports, &in, "r", true, mem, &err) == 0)
		check(&reports);
	cover_release(&cover);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new();
	struct code_lines lines = {0};
	const char *head;
	char *text;

	if (size == 0 || size >= STREAM_BYTES / 2) {
		arena_free(mem);
		return 0;
	}
	head = heads[*data % countof(heads)];
	text = arena_printf(mem, "%s%*s", head, (int)size, "");
	memcpy(text + strlen(head), data + 1, size - 1);
	read_it(text, strlen(head) + size - 1, mem);
	code_lines_find(&lines, *data & 1 ? "a.py" : "a.c", (const char *)data, size, mem);
	arena_free(mem);
	return 0;
}
