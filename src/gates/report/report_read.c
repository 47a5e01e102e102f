/* SPDX-License-Identifier: MIT */
/* report_read -- see report_read.h. */
#include "gates/report/report_read.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/text.h"
#include "gates/report/stream.h"
#include "gates/report/xml.h"

#define ROOT_NAME_MAX 64

const char *const report_words[REPORT_KINDS] = {
	[REPORT_COVERAGE] = "coverage", [REPORT_JUNIT] = "junit", [REPORT_SARIF] = "sarif"};

struct head { /* the beginning of a file */
	const char *text;
	size_t len;
	char root[ROOT_NAME_MAX]; /* of XML */
};

static bool
begins(const struct head *h, const char *with)
{
	return strncmp(h->text, with, strlen(with)) == 0;
}

static bool
is_lcov(const struct head *h)
{
	return begins(h, "TN:") || begins(h, "SF:") || (begins(h, "#") && strstr(h->text, "\nSF:"));
}

static bool
is_go(const struct head *h)
{
	return begins(h, "mode: set") || begins(h, "mode: count") || begins(h, "mode: atomic");
}

static bool
is_cobertura(const struct head *h)
{
	const char *root = strstr(h->text, "<coverage");

	return strcmp(h->root, "coverage") == 0 && root && strstr(root, "line-rate");
}

static bool
is_clover(const struct head *h)
{
	return strcmp(h->root, "coverage") == 0 && !is_cobertura(h);
}

static bool
is_jacoco(const struct head *h)
{
	return strcmp(h->root, "report") == 0;
}

static bool
is_junit(const struct head *h)
{
	return strcmp(h->root, "testsuites") == 0 || strcmp(h->root, "testsuite") == 0;
}

typedef int cover_reader(struct cover *c, struct stream *in, struct error *err);

static const struct {
	enum report_kind kind;
	bool (*is)(const struct head *h);
	cover_reader *read; /* of coverage */
} formats[] = {
	{REPORT_COVERAGE, is_lcov, cover_read_lcov},
	{REPORT_COVERAGE, is_go, cover_read_go},
	{REPORT_COVERAGE, is_cobertura, cover_read_cobertura},
	{REPORT_COVERAGE, is_clover, cover_read_clover},
	{REPORT_COVERAGE, is_jacoco, cover_read_jacoco},
	{REPORT_JUNIT, is_junit, NULL},
};

static void
note(struct reports *out, enum report_kind kind, const char *name, struct arena *mem)
{
	if (out->n[kind]++ == 0)
		out->first[kind] = arena_strdup(mem, name);
}

static int
read_cover(struct reports *out, cover_reader *read, struct stream *in, struct error *err)
{
	cover_begin(out->cover);
	return read(out->cover, in, err) < 0 ? -1 : cover_end(out->cover, err);
}

struct text_source { /* of jansson */
	struct stream *in;
	const char *data;
	size_t len, total;
	struct error why;
	bool is_bad;
};

static size_t
give(void *buffer, size_t size, void *ctx)
{
	struct text_source *t = ctx;
	size_t n;

	if (t->len == 0 && stream_next(t->in, &t->data, &t->len, &t->why) < 0) {
		t->is_bad = true;
		return (size_t)-1;
	}
	n = t->len < size ? t->len : size;
	t->total += n;
	if (t->total > REPORT_JSON_MAX) {
		t->is_bad = true;
		error_set(&t->why, ERR_LIMIT, "it is over %zu MiB; LCOV or XML may be of any size",
			REPORT_JSON_MAX >> 20);
		return (size_t)-1;
	}
	memcpy(buffer, t->data, n);
	t->data += n;
	t->len -= n;
	return n;
}

static int
load_json(json_t **out, struct stream *in, struct error *err)
{
	struct text_source source = {.in = in};
	json_error_t why;

	if (in->len >= 3 && memcmp(in->data, "\xef\xbb\xbf", 3) == 0)
		in->at = 3;
	*out = json_load_callback(give, &source, JSON_ALLOW_NUL, &why);
	if (*out)
		return 0;
	if (source.is_bad)
		*err = source.why;
	else
		error_set(err, ERR_SYSTEM, "%s (line %d): %s",
			in->is_end && in->at == in->len &&
					json_error_code(&why) == json_error_premature_end_of_input
				? "it is cut off"
				: "it is no JSON",
			why.line, why.text);
	return -1;
}

/* Its values are objects with a map of statements, and there is one at least. */
static bool
is_istanbul(json_t *root)
{
	const char *name;
	json_t *value;

	json_object_foreach(root, name, value)
	{
		json_t *data = json_object_get(value, "data");

		return json_is_object(json_object_get(data ? data : value, "statementMap"));
	}
	return false;
}

static bool
is_coveragepy(const json_t *root)
{
	return json_is_object(json_object_get(root, "files")) &&
	       json_is_object(json_object_get(root, "meta"));
}

/* *kind REPORT_KINDS: none that is known. */
static int
read_json_root(enum report_kind *kind, struct reports *out, json_t *root, struct arena *mem,
	struct error *err)
{
	*kind = REPORT_KINDS;
	if (json_is_array(json_object_get(root, "runs")))
		*kind = REPORT_SARIF;
	else if (is_coveragepy(root) || is_istanbul(root))
		*kind = REPORT_COVERAGE;
	if (*kind == REPORT_KINDS || !out->wants[*kind])
		return 0;
	if (*kind == REPORT_SARIF)
		return sarif_read(&out->issues, root, mem, err);
	cover_begin(out->cover);
	if ((is_coveragepy(root) ? cover_read_coveragepy(out->cover, root, err)
				 : cover_read_istanbul(out->cover, root, err)) < 0)
		return -1;
	return cover_end(out->cover, err);
}

static int
read_json(struct reports *out, struct stream *in, const char *name, bool is_suspect,
	struct arena *mem, struct error *err)
{
	enum report_kind kind;
	json_t *root;
	int rc;

	if (load_json(&root, in, err) < 0)
		return is_suspect ? -1 : 0;
	rc = read_json_root(&kind, out, root, mem, err);
	json_decref(root);
	if (rc == 0 && kind != REPORT_KINDS)
		note(out, kind, name, mem);
	else if (rc == 0 && !out->unknown)
		out->unknown = arena_strdup(mem, name);
	return rc;
}

static struct head
head_of(const struct stream *in)
{
	struct head h = {.text = in->data, .len = in->len};

	if (h.len >= 3 && memcmp(h.text, "\xef\xbb\xbf", 3) == 0) {
		h.text += 3;
		h.len -= 3;
	}
	while (h.len && strchr(" \t\r\n", *h.text)) {
		h.text++;
		h.len--;
	}
	if (*h.text == '<')
		xml_root(h.root, sizeof(h.root), h.text, h.len);
	return h;
}

int
report_read(struct reports *out, struct stream *in, const char *name, bool is_suspect,
	struct arena *mem, struct error *err)
{
	struct head h = head_of(in);

	if (h.len == 0 && is_suspect)
		return error_set(err, ERR_SYSTEM, "it is empty");
	for (size_t i = 0; i < countof(formats); i++) {
		enum report_kind kind = formats[i].kind;

		if (!formats[i].is(&h))
			continue;
		if (!out->wants[kind])
			return 0;
		note(out, kind, name, mem);
		return formats[i].read ? read_cover(out, formats[i].read, in, err)
				       : junit_read(&out->tests, in, mem, err);
	}
	if (*h.text == '{' || *h.text == '[')
		return read_json(out, in, name, is_suspect, mem, err);
	return is_suspect ? error_set(err, ERR_SYSTEM, "it is no report that is known here") : 0;
}

struct walk {
	struct reports *out;
	const char *folder; /* absolute */
	int64_t began_ns;
	size_t nfiles;
	struct arena *mem;
};

static bool
is_named_like_one(const char *name)
{
	static const char *const endings[] = {".xml", ".json", ".info", ".lcov", ".sarif"};
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < countof(endings); i++) {
		if (strcmp(dot, endings[i]) == 0)
			return true;
	}
	return false;
}

static size_t
count(const struct reports *r)
{
	size_t n = 0;

	for (int i = 0; i < REPORT_KINDS; i++)
		n += r->n[i];
	return n;
}

static int64_t
changed_ns(const struct stat *st)
{
	return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}

static int
read_file(struct walk *w, const char *name, const struct stat *st, struct error *err)
{
	struct stream in = {.fd = -1};
	struct arena *scratch = arena_new(); /* there may be thousands */
	bool is_suspect = !strchr(name, '/') && is_named_like_one(name);
	size_t before = count(w->out);
	int rc = stream_open(&in, path_join(w->folder, name, scratch), scratch, err);

	if (rc == 0)
		rc = report_read(w->out, &in, name, is_suspect, w->mem, err);
	if (rc == 0 && changed_ns(st) < w->began_ns && before != count(w->out))
		rc = error_set(err, ERR_SYSTEM, "it is older than this run");
	stream_close(&in);
	arena_free(scratch);
	return rc < 0 ? error_wrap(err, "report '%s'", text_path(name, w->mem)) : 0;
}

static int
list_folder(struct strs *out, const char *path, struct arena *mem, struct error *err)
{
	DIR *dir = opendir(path);
	struct dirent *entry;

	if (!dir)
		return error_errno(err, "cannot read the reports in '%s'", path);
	while ((entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			strs_add(out, arena_strdup(mem, entry->d_name), mem);
	}
	closedir(dir);
	strs_sort_unique(out);
	return 0;
}

static int
walk(struct walk *w, const char *below, int depth, struct error *err)
{
	struct strs names = {0};

	if (list_folder(&names, path_join(w->folder, below, w->mem), w->mem, err) < 0)
		return -1;
	for (size_t i = 0; i < names.n; i++) {
		const char *name = path_join(below, names.v[i], w->mem);
		struct stat st;

		if (lstat(path_join(w->folder, name, w->mem), &st) < 0)
			return error_errno(err, "cannot read the report '%s'", name);
		if (S_ISREG(st.st_mode) && ++w->nfiles > REPORT_FILES_MAX)
			return error_set(err, ERR_LIMIT, "there are more than %d files in {report}",
				REPORT_FILES_MAX);
		if (S_ISREG(st.st_mode) && read_file(w, name, &st, err) < 0)
			return -1;
		if (S_ISDIR(st.st_mode) && depth < REPORT_DEPTH &&
			walk(w, name, depth + 1, err) < 0)
			return -1;
	}
	return 0;
}

int
report_read_folder(struct reports *out, const char *folder, int64_t began_ns, struct arena *mem,
	struct error *err)
{
	struct walk w = {.out = out, .folder = folder, .began_ns = began_ns, .mem = mem};

	return walk(&w, "", 0, err);
}
