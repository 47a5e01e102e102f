/* SPDX-License-Identifier: MIT */
/*
 * secrets_audit -- secrets_acts.h: `tta-check secrets audit`, a dialogue about each entry of the
 * baseline that nobody has labelled.  Where there is no terminal there is nobody to ask.
 *
 * The place is told, not the secret: the file is at hand, and what a terminal shows is in its
 * scrollback.  Labels are written when the dialogue ends, however it ends.
 */
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/secrets/secrets_acts.h"
#include "cli/secrets/secrets_files.h"
#include "cli/session.h"
#include "model/outcome.h"

#define ANSWER_MAX 64

struct audit {
	struct cli *cli;
	struct secret_baseline *b;
	const struct secrets_files *found;
	size_t nlabelled;
};

/* Where it is now: a slim baseline has no lines, and a full one old ones. */
static const struct secret_found *
place_of(const struct audit *a, const struct secret_known *k)
{
	for (size_t i = 0; i < a->found->n; i++) {
		const struct secret_baseline_file *file = &a->found->v[i];

		for (size_t n = 0; strcmp(file->path, k->path) == 0 && n < file->n; n++) {
			if (strcmp(file->v[n].sha1, k->sha1) == 0 ||
				strcmp(file->v[n].stand_in, k->sha1) == 0)
				return &file->v[n];
		}
	}
	return NULL;
}

static void
show(struct audit *a, const struct secret_known *k, size_t at, size_t n)
{
	const struct secret_found *f = place_of(a, k);
	struct buf *out = &a->cli->out;
	int line = f ? f->line : k->line;

	buf_addf(out, "\n%zu of %zu  %s\n  ", at + 1, n, k->type);
	text_add_path(out, k->path);
	if (line)
		buf_addf(out, ":%d", line);
	if (f)
		buf_addf(out, ":%d  %s: %s", f->column, f->rule->id, f->shown);
	else
		buf_adds(out, "  (not found there now)");
	buf_adds(out, "\nIs it a secret? [y]es [n]o [s]kip [b]ack [q]uit: ");
	cli_flush(a->cli);
}

/* The first letter of a line; 'q' at the end of input. */
static char
answer(void)
{
	char line[ANSWER_MAX];
	size_t n = 0;
	char c;

	while (read(STDIN_FILENO, &c, 1) == 1) {
		if (c == '\n')
			return n ? line[0] : ' ';
		if (n < sizeof(line))
			line[n++] = c;
	}
	return 'q';
}

/* How far to go on from entry i; what is labelled is labelled. */
static int
take(struct audit *a, struct secret_known *k, char said, int *step, struct error *err)
{
	*step = said == 's' ? 1 : said == 'b' ? -1 : 0;
	if (said != 'y' && said != 'n')
		return 0;
	*step = 1;
	a->nlabelled++;
	return secret_baseline_label(k, said == 'y' ? SECRET_TRUE : SECRET_FALSE, err);
}

static int
ask_all(struct audit *a, struct error *err)
{
	struct secret_known **v = arena_alloc(a->cli->mem, a->b->n + 1, sizeof(*v));
	size_t n = 0, at = 0;
	char said;
	int step;

	for (size_t i = 0; i < a->b->n; i++) {
		if (a->b->v[i].label == SECRET_UNLABELLED)
			v[n++] = &a->b->v[i];
	}
	while (at < n) {
		show(a, v[at], at, n);
		said = answer();
		if (said == 'q')
			break;
		if (take(a, v[at], said, &step, err) < 0)
			return -1;
		if (step > 0 || at > 0)
			at = (size_t)((long)at + step);
	}
	buf_addf(&a->cli->out, "\n%zu labelled\n", a->nlabelled);
	return 0;
}

static int
audit(struct session *s, const struct secrets_options *o, const struct secrets_request *q,
	struct error *err)
{
	struct cli *cli = s->cli;
	struct secret_baseline b = {0};
	struct secrets_files found;
	struct audit a = {.cli = cli, .b = &b, .found = &found};
	const char *path = secrets_baseline_place(o, s);
	bool is_new;
	int rc = -1;

	if (secrets_baseline_open(&b, &is_new, path, cli, err) < 0)
		return -1;
	if (is_new)
		return error_set(err, ERR_USAGE,
			"there is no '%s'; tta-check secrets baseline makes one", path);
	if (secrets_files_find(&found, q, err) == 0)
		rc = ask_all(&a, err);
	if (rc == 0 && a.nlabelled)
		rc = secrets_baseline_save(path, &b, cli, err);
	secret_baseline_release(&b);
	return rc;
}

int
secrets_audit(struct cli *cli, const struct secrets_options *o, const struct strs *paths)
{
	struct session s = {0};
	struct secret_wish wish;
	struct secrets_request q = {.cli = cli, .session = &s, .wish = &wish, .paths = paths};
	struct error err = {0};
	int status = EXIT_YES;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return cli_usage(cli, "secrets audit asks questions and needs a terminal");
	if (secrets_wish_of(&wish, o, cli, &err) < 0 || session_staged(&s, cli, &err) < 0) {
		status = cli_fail(cli, &err);
	} else {
		q.skip = secrets_baseline_path(o, &s);
		if (audit(&s, o, &q, &err) < 0)
			status = cli_fail(cli, &err);
	}
	session_close(&s);
	return status;
}
