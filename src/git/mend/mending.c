/* SPDX-License-Identifier: MIT */
/*
 * mending -- see mending.h.  The ledger is on disk before the first file is touched and goes after
 * the last entry is staged; what lies under an other name is looked at before it is removed.
 */
#include "git/mend/mending.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/swap.h"
#include "base/text.h"
#include "git/mend/entry.h"
#include "git/mend/ledger.h"
#include "git/mend/mend.h"
#include "git/mend/restage.h"
#include "git/repo/repo.h"

#define LEDGER_BYTES ((size_t)1 << 30)
#define FILE_BYTES ((size_t)1 << 30)

static char *
place(const struct repo *r, const char *name, struct arena *mem)
{
	return path_join(path_join(r->git_dir, "tta", mem), name, mem);
}

int
mending_open(const struct repo *r, struct arena *mem, struct error *err)
{
	const char *path = place(r, "fix.lock", mem);
	int fd;

	if (fs_mkdirs(path_dir(path, mem), 0755, err) < 0)
		return -1;
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (fd < 0)
		return error_errno(err, "cannot open '%s'", path);
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return 0; /* given back when the process ends, however it does */
	if (errno == EWOULDBLOCK)
		error_set(err, ERR_GIT,
			"another `tta-check fix` is at work in this worktree; nothing was done, "
			"try again when it has ended");
	else
		error_errno(err, "cannot lock '%s'", path);
	close(fd);
	return -1;
}

const char *
mending_aside(const struct repo *r, struct arena *mem, struct error *err)
{
	const char *aside = place(r, "aside", mem);

	return fs_remove_tree(aside, err) < 0 || fs_mkdirs(aside, 0700, err) < 0 ? NULL : aside;
}

/* Are both on one file system, so that a rename leads from one to the other? */
static bool
is_near(const char *folder, const char *path)
{
	struct stat a, b;

	return stat(folder, &a) == 0 && lstat(path, &b) == 0 && a.st_dev == b.st_dev;
}

static const char *
temp_of(const struct repo *r, const char *path, size_t i, struct arena *mem)
{
	const char *aside = place(r, "aside", mem), *file = path_join(r->root, path, mem);
	const char *there = file;

	while (!fs_exists(there) && *there) /* a new one's folder may be new as well */
		there = path_dir(there, mem);
	if (is_near(aside, there))
		return path_join(aside, arena_printf(mem, "%zu", i), mem);
	return path_join(
		path_dir(file, mem), arena_printf(mem, ".tta-fix-%ld-%zu", (long)getpid(), i), mem);
}

static int
write_line(struct ledger_line *line, const struct mend *m, struct error *err)
{
	*line = (struct ledger_line){
		.path = m->change->path,
		.temp = m->temp,
		.old = m->change->old,
		.new = m->change->new,
		.before.mode = m->ours.data ? m->before : 0,
		.after.mode = m->merged.data ? m->after : 0,
	};
	if (m->ours.data && ledger_digest(&line->before, &m->ours, err) < 0)
		return -1;
	return m->merged.data ? ledger_digest(&line->after, &m->merged, err) : 0;
}

int
mending_begin(
	struct mend *mends, size_t n, const struct repo *r, struct arena *mem, struct error *err)
{
	struct ledger l = {.head = r->head, .v = arena_alloc(mem, n, sizeof(*l.v))};
	struct buf text;
	int rc = 0;

	for (size_t i = 0; i < n; i++) {
		if (mends[i].state != MEND_READY)
			continue;
		mends[i].temp = temp_of(r, mends[i].change->path, i, mem);
		if (write_line(&l.v[l.n++], &mends[i], err) < 0)
			return -1;
	}
	buf_init(&text, LEDGER_BYTES);
	ledger_format(&text, &l, mem);
	if (text.dropped)
		rc = error_set(err, ERR_LIMIT, "too many files at once");
	else
		rc = fs_write(place(r, "fixing", mem), text.data, text.len, 0600, err);
	buf_release(&text);
	return rc;
}

/* digest "" where there is no regular file. */
static int
look(struct ledger_state *out, const char *path, struct arena *mem, struct error *err)
{
	struct blob bytes = {0};
	struct stat st;
	char *data;

	*out = (struct ledger_state){0};
	if (lstat(path, &st) < 0 || !S_ISREG(st.st_mode))
		return 0;
	if (fs_read(&data, &bytes.len, path, FILE_BYTES, mem, err) < 0)
		return -1;
	bytes.data = data;
	out->mode = st.st_mode & 07777;
	return ledger_digest(out, &bytes, err);
}

struct recovery {
	struct repo *repo;
	struct entries entries;
	struct change_set staged; /* to be */
	struct strs *notes;
	struct arena *mem;
};

static void
say(struct recovery *rec, const struct ledger_line *line, const char *words)
{
	strs_add(rec->notes,
		arena_printf(rec->mem, "%s: a fix that was ended had begun it; %s",
			text_path(line->path, rec->mem), words),
		rec->mem);
}

/* What nobody may lose, and no name is free for. */
static int
rescue(struct recovery *rec, const struct ledger_line *line, struct error *err)
{
	const char *folder = fs_temp_dir(place(rec->repo, "rescued", rec->mem), rec->mem, err);
	const char *kept;

	if (!folder)
		return -1;
	kept = path_join(folder, path_base(line->path), rec->mem);
	if (rename(line->temp, kept) < 0 && fs_copy(kept, line->temp, 0600, err) < 0)
		return -1;
	unlink(line->temp);
	say(rec, line, arena_printf(rec->mem, "what you wrote meanwhile is '%s'", kept));
	return 0;
}

/* The file that lay aside gets its name again, unless that holds something newer. */
static int
give_back(struct recovery *rec, const struct ledger_line *line, const char *path, struct error *err)
{
	struct ledger_state now;

	if (!*line->after.digest) {
		if (link(line->temp, path) < 0)
			return rescue(rec, line, err);
		unlink(line->temp);
	} else {
		if (swap_names(line->temp, path) < 0)
			return error_errno(err, "cannot put '%s' back", path);
		if (look(&now, line->temp, rec->mem, err) < 0)
			return -1;
		if (*now.digest && strcmp(now.digest, line->after.digest) != 0)
			return swap_names(line->temp, path) < 0
				       ? error_errno(err, "cannot put '%s' back", path)
				       : rescue(rec, line, err);
		unlink(line->temp);
	}
	say(rec, line, "it is as you wrote it");
	return 0;
}

/* Its entry follows the file, unless somebody staged something else. */
static void
plan_staging(struct recovery *rec, const struct ledger_line *line)
{
	const struct entry *e = entries_find(&rec->entries, line->path);
	struct change_set *set = &rec->staged;

	if (line->old.mode ? !e || e->stage || e->is_hidden || e->side.mode != line->old.mode ||
				     !oid_equal(&e->side.id, &line->old.id)
			   : e != NULL)
		return;
	set->v = arena_grow(rec->mem, set->v, set->n, &set->cap, sizeof(*set->v));
	set->v[set->n++] = (struct change){.path = line->path, .old = line->old, .new = line->new};
	say(rec, line, "it is staged now");
}

static int
recover_file(
	struct recovery *rec, const struct ledger_line *line, bool is_same_head, struct error *err)
{
	const char *path = path_join(rec->repo->root, line->path, rec->mem);
	struct ledger_state file, temp;
	unsigned deed;

	if (look(&file, path, rec->mem, err) < 0 || look(&temp, line->temp, rec->mem, err) < 0)
		return -1;
	deed = ledger_decide(line, &file, &temp);
	if (deed & LEDGER_RETURN)
		return give_back(rec, line, path, err);
	if (deed & LEDGER_RESCUE)
		return rescue(rec, line, err);
	if (deed & LEDGER_DROP && unlink(line->temp) < 0)
		return error_errno(err, "cannot remove '%s'", line->temp);
	if (deed & LEDGER_STAGE && is_same_head)
		plan_staging(rec, line);
	return 0;
}

static int
stage(struct recovery *rec, const char *folder, struct error *err)
{
	struct restage index;
	int rc = 0;

	if (rec->staged.n == 0)
		return 0;
	if (restage_open(&index, rec->repo, NULL, folder, NULL, rec->mem, err) < 0)
		return -1;
	for (size_t i = 0; i < rec->staged.n && rc == 0; i++)
		rc = restage_give(&index, &rec->staged.v[i], rec->mem, err);
	if (restage_close(&index, rec->repo, rec->mem, err) < 0)
		return -1;
	return rc;
}

static int
recover(struct recovery *rec, const struct ledger *l, struct error *err)
{
	bool is_same_head = oid_equal(&l->head, &rec->repo->head);

	if (restage_free(rec->repo, rec->mem, err) < 0 ||
		entries_read(&rec->entries, rec->repo, rec->mem, err) < 0)
		return -1;
	for (size_t i = 0; i < l->n; i++) {
		if (recover_file(rec, &l->v[i], is_same_head, err) < 0)
			return -1;
	}
	return stage(rec, place(rec->repo, "aside", rec->mem), err);
}

int
mending_recover(struct strs *notes, struct repo *r, struct arena *mem, struct error *err)
{
	const char *file = place(r, "fixing", mem);
	struct recovery rec = {.repo = r, .notes = notes, .mem = mem};
	struct ledger l;
	char *text;
	size_t len;

	if (fs_exists(file)) {
		if (fs_read(&text, &len, file, LEDGER_BYTES, mem, err) < 0)
			return -1;
		if (ledger_parse(&l, text, len, mem, err) < 0)
			return error_wrap(err,
				"'%s' tells what an earlier fix was about to do; look at the files "
				"and remove it",
				file);
		if (r->root && recover(&rec, &l, err) < 0)
			return error_wrap(err, "cannot finish what an earlier fix began");
	}
	mending_end(r, mem);
	return 0;
}

void
mending_end(const struct repo *r, struct arena *mem)
{
	struct error ignored;

	unlink(place(r, "fixing", mem));
	if (fs_remove_tree(place(r, "aside", mem), &ignored) < 0)
		return; /* the next one takes it away */
}
