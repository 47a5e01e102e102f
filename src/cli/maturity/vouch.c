/* SPDX-License-Identifier: MIT */
/* vouch -- see vouch.h. */
#include "cli/maturity/vouch.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/path.h"
#include "cli/cli.h"
#include "cli/maturity/ask.h"
#include "gates/paper/seal.h"
#include "git/commit/signing.h"
#include "git/repo/gitsetting.h"
#include "model/maturity/document.h"

/* The gate follows no symlink, and what one leads to is not ours to write. */
static int
check_place(const char *path, const struct vouch *v, struct error *err)
{
	struct arena *mem = v->s.cli->mem;
	const char *root = fs_real(v->s.repo.root, mem);
	const char *const places[] = {path_dir(path, mem), path};
	const char *const names[] = {path_dir(DOCUMENT_APPROVALS, mem), DOCUMENT_APPROVALS};

	for (size_t i = 0; root && i < countof(places); i++) {
		const char *real = fs_real(places[i], mem);

		if (fs_exists(places[i]) &&
			(!real || strcmp(real, path_join(root, names[i], mem)) != 0))
			return error_set(err, ERR_CONFIG,
				"'%s' is a symbolic link; put a regular one in its place",
				names[i]);
	}
	return 0;
}

static int
read_records(struct vouch *v, struct error *err)
{
	struct arena *mem = v->s.cli->mem;
	const char *path = path_join(v->s.repo.root, DOCUMENT_APPROVALS, mem);
	char *text;
	size_t len;

	if (check_place(path, v, err) < 0)
		return -1;
	if (!fs_exists(path))
		return 0;
	if (fs_read(&text, &len, path, APPROVALS_MAX, mem, err) < 0)
		return -1;
	return approvals_read(&v->before, DOCUMENT_APPROVALS, text, len, mem, err);
}

static int
find_human(struct vouch *v, struct error *err)
{
	struct arena *mem = v->s.cli->mem;
	const char *name = gitsetting_find(&v->s.repo, "user.name", mem);
	const char *mail = gitsetting_find(&v->s.repo, "user.email", mem);

	if (!name || !*name || !mail || !*mail)
		return error_set(err, ERR_CONFIG,
			"git does not know who you are; set user.name and user.email");
	v->record.by = arena_printf(mem, "%s <%s>", name, mail);
	v->record.at = approval_time(clock_wall_ms(), mem);
	return 0;
}

int
vouch_open(struct vouch *v, struct cli *cli, enum vouch_signing signing, struct error *err)
{
	const char *why;

	*v = (struct vouch){.signing = signing};
	if (!ask_can())
		return error_set(err, ERR_USAGE, "this is a human's word; run it in a terminal");
	if (session_staged(&v->s, cli, err) < 0)
		return -1;
	if (!v->s.repo.root)
		return error_set(err, ERR_USAGE, "a bare repository has no file to record it in");
	if (signing == VOUCH_SIGN && !signing_can(&why, &v->s.repo, cli->mem))
		return error_set(err, ERR_CONFIG, "%s", why);
	return read_records(v, err) < 0 ? -1 : find_human(v, err);
}

int
vouch_ask(bool *is_sure, struct vouch *v, struct error *err)
{
	struct cli *cli = v->s.cli;
	const char *answer;

	*is_sure = false;
	if (ask_line(&answer, cli,
		    arena_printf(cli->mem,
			    "You are %s.\nType the component's name to vouch for "
			    "this: ",
			    v->record.by),
		    err) < 0)
		return -1;
	*is_sure = answer && strcmp(answer, v->record.component) == 0;
	if (!*is_sure)
		buf_adds(&cli->err, "tta-check: that is not its name; nothing was recorded\n");
	return 0;
}

static int
sign(struct vouch *v, struct error *err)
{
	struct arena *mem = v->s.cli->mem;
	const char *armoured, *why;

	if (v->signing == VOUCH_PLAIN ||
		(v->signing == VOUCH_AUTO && !signing_can(&why, &v->s.repo, mem)))
		return 0;
	if (signing_sign(&armoured, &v->s.repo, APPROVAL_NAMESPACE,
		    approval_statement(&v->record, mem), mem, err) < 0)
		return -1;
	v->record.signature = seal_packed(armoured, mem);
	return v->record.signature
		       ? 0
		       : error_set(err, ERR_SYSTEM,
				 "cannot sign: what the program printed is no signature");
}

static int
write_records(struct vouch *v, struct error *err)
{
	struct arena *mem = v->s.cli->mem;
	const char *path = path_join(v->s.repo.root, DOCUMENT_APPROVALS, mem);
	struct buf text;
	int rc;

	buf_init(&text, APPROVALS_MAX);
	approvals_put(&v->before, &v->record, mem);
	approvals_write(&text, &v->before, mem);
	rc = text.dropped ? error_set(err, ERR_LIMIT, "%s would be too large", DOCUMENT_APPROVALS)
			  : fs_mkdirs(path_dir(path, mem), 0777, err);
	if (rc == 0)
		rc = fs_write_given(path, text.data, text.len, 0644, mem, err);
	buf_release(&text);
	return rc;
}

int
vouch_record(struct vouch *v, struct error *err)
{
	struct buf *out = &v->s.cli->out;

	if (sign(v, err) < 0 || write_records(v, err) < 0)
		return -1;
	buf_addf(out, "recorded in %s, %s\n", DOCUMENT_APPROVALS,
		v->record.signature ? "signed"
				    : "unsigned: a record, which anybody who commits could write");
	if (!v->record.signature && v->s.config.tta.signers)
		buf_addf(out, "it will not count: %s names `signers`; sign it\n", v->s.config.file);
	buf_addf(
		out, "next: git add %s, and commit it with what it is about\n", DOCUMENT_APPROVALS);
	return 0;
}

void
vouch_close(struct vouch *v)
{
	session_close(&v->s);
}
