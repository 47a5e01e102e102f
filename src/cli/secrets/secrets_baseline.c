/* SPDX-License-Identifier: MIT */
/* secrets_baseline -- secrets_acts.h: `tta-check secrets baseline` and `merge`. */
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/secrets/secrets_acts.h"
#include "cli/secrets/secrets_files.h"
#include "cli/session.h"
#include "model/outcome.h"

const char *
secrets_baseline_path(const struct secrets_options *o, const struct session *s)
{
	if (o->baseline)
		return o->baseline;
	for (size_t i = 0; i < s->config.ngates; i++) {
		const struct gate *g = &s->config.gates[i];

		if (g->baseline && strs_has(&g->builtin, "secrets"))
			return g->baseline;
	}
	return SECRETS_BASELINE;
}

const char *
secrets_baseline_place(const struct secrets_options *o, const struct session *s)
{
	const char *path = secrets_baseline_path(o, s);

	return o->baseline || !s->repo.root ? path : path_join(s->repo.root, path, s->cli->mem);
}

int
secrets_baseline_open(struct secret_baseline *out, bool *is_new, const char *path, struct cli *cli,
	struct error *err)
{
	size_t len;
	char *text;

	*out = (struct secret_baseline){0};
	*is_new = !fs_exists(path);
	if (*is_new)
		return 0;
	if (fs_read(&text, &len, path, SECRET_BASELINE_MAX, cli->mem, err) < 0)
		return -1;
	return secret_baseline_read(out, path, text, len, cli->mem, err);
}

int
secrets_baseline_save(
	const char *path, const struct secret_baseline *b, struct cli *cli, struct error *err)
{
	struct buf text;
	int rc;

	buf_init(&text, SECRET_BASELINE_MAX);
	secret_baseline_text(&text, b);
	rc = text.dropped ? error_set(err, ERR_LIMIT, "'%s' would be over %zu MiB", path,
				    SECRET_BASELINE_MAX >> 20)
			  : fs_write_given(path, text.data, text.len, 0666, cli->mem, err);
	buf_release(&text);
	return rc;
}

static void
say(struct cli *cli, const char *path, bool is_new, const struct secret_baseline_change *change)
{
	if (is_new)
		buf_addf(&cli->out, "%s: made, %s known; git add it\n", text_path(path, cli->mem),
			text_count(change->added, "secret", cli->mem));
	else if (change->added || change->removed)
		buf_addf(&cli->out, "%s: %zu added, %zu gone; git add it\n",
			text_path(path, cli->mem), change->added, change->removed);
	else
		buf_addf(&cli->out, "%s: nothing to change\n", text_path(path, cli->mem));
}

static int
update(struct session *s, const char *path, const struct secrets_options *o,
	const struct secrets_request *q, struct error *err)
{
	struct cli *cli = s->cli;
	struct secret_baseline_change change;
	struct secret_baseline b;
	struct secrets_files found;
	bool is_new;
	int rc;

	if (secrets_baseline_open(&b, &is_new, path, cli, err) < 0)
		return -1;
	rc = is_new ? secret_baseline_new(&b, o->is_full, cli->mem, err) : 0;
	if (rc == 0)
		rc = secrets_files_find(&found, q, err);
	if (rc == 0 && found.nfailed)
		rc = error_set(err, ERR_LIMIT, "%s could not be looked at; nothing was written",
			text_count(found.nfailed, "file", cli->mem));
	if (rc == 0)
		rc = secret_baseline_update(
			&change, &b, found.v, found.n, true, clock_wall_ms() / 1000, cli->mem, err);
	if (rc == 0 && (is_new || change.added || change.removed))
		rc = secrets_baseline_save(path, &b, cli, err);
	if (rc == 0)
		say(cli, path, is_new, &change);
	secret_baseline_release(&b);
	return rc;
}

int
secrets_baseline(struct cli *cli, const struct secrets_options *o, const struct strs *paths)
{
	struct session s = {0};
	struct secret_wish wish;
	struct secrets_request q = {.cli = cli, .session = &s, .wish = &wish, .paths = paths};
	struct error err = {0};
	int status = EXIT_YES;

	if (secrets_wish_of(&wish, o, cli, &err) < 0)
		return cli_fail(cli, &err);
	if (session_staged(&s, cli, &err) < 0) {
		session_close(&s);
		return cli_fail(cli, &err);
	}
	q.skip = secrets_baseline_path(o, &s);
	if (update(&s, secrets_baseline_place(o, &s), o, &q, &err) < 0)
		status = cli_fail(cli, &err);
	session_close(&s);
	return status;
}

/* An absent side, as git hands an empty file for, knows nothing. */
static int
open_side(struct secret_baseline *out, const char *path, struct cli *cli, struct error *err)
{
	size_t len;
	char *text;

	*out = (struct secret_baseline){0};
	if (fs_read(&text, &len, path, SECRET_BASELINE_MAX, cli->mem, err) < 0)
		return -1;
	if (len == 0)
		return secret_baseline_new(out, false, cli->mem, err);
	return secret_baseline_read(out, path, text, len, cli->mem, err);
}

int
secrets_merge(struct cli *cli, const struct secrets_options *o, const struct strs *paths)
{
	struct secret_baseline base = {0}, ours = {0}, theirs = {0};
	struct error err = {0};
	int status = EXIT_YES;

	(void)o;
	if (open_side(&base, paths->v[0], cli, &err) < 0 ||
		open_side(&ours, paths->v[1], cli, &err) < 0 ||
		open_side(&theirs, paths->v[2], cli, &err) < 0 ||
		secret_baseline_merge(&ours, &base, &theirs, cli->mem, &err) < 0 ||
		secrets_baseline_save(paths->v[1], &ours, cli, &err) < 0)
		status = cli_fail(cli, &err);
	secret_baseline_release(&base);
	secret_baseline_release(&ours);
	secret_baseline_release(&theirs);
	return status;
}
