/* SPDX-License-Identifier: MIT */
/*
 * judged_probe -- prints what the git layer makes of the repository it is called in.
 *
 *	judged_probe index              T of the index given, as a hook would be asked
 *	judged_probe still [CMD WORD..] T, then CMD is run, then whether T still is what it was
 *	judged_probe range A B          the tree of B against its merge base with A
 *	judged_probe commit REV         the tree of REV against its parents
 *	judged_probe all, files P...    selections of the index's tree
 *	judged_probe push REMOTE        pre-push lines on stdin; TTA_SINCE bounds the range
 *	judged_probe guess [REMOTE]     what `git push` would push
 *	judged_probe dirty              where the work tree is not T
 *	judged_probe hunks PATH         unstaged hunks
 *	judged_probe blob PATH          the bytes of a file of T
 *	judged_probe where              the folders of the repository
 *
 * Lines: "tree ID index|oracle", "base ID" for each base, "K mode-old oid-old mode-new oid-new
 *path" with paths quoted as git does.  Exit status as tta-check's: 2 usage, 3 could not look.
 *PROBE_HOOK=no asks as the command line would, not as a hook.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/proc.h"
#include "base/strs.h"
#include "git/judged/judged.h"
#include "git/judged/worktree.h"
#include "git/push/push.h"
#include "git/repo/repo.h"
#include "model/linemap.h"

extern char **environ;

struct probe {
	struct repo repo;
	struct judged judged;
	const char *const *env;
	int argc;
	char **argv; /* behind the command's name */
	struct arena *mem;
	struct error err;
};

static const char *
hex(const struct oid *id, struct arena *mem)
{
	static const struct oid none = {.size = 20};

	return oid_hex(id->size ? id : &none, mem);
}

/* As git quotes by default: every byte that is not plain ASCII. */
static void
print_path(const char *path)
{
	static const char letters[] = "abtnvfr", means[] = "\a\b\t\n\v\f\r";
	bool is_plain = true;

	for (const char *p = path; *p; p++)
		is_plain = is_plain && *p >= ' ' && *p < 0x7f && *p != '"' && *p != '\\';
	if (is_plain) {
		printf("%s\n", path);
		return;
	}
	putchar('"');
	for (const char *p = path; *p; p++) {
		const char *named = strchr(means, *p);

		if (named)
			printf("\\%c", letters[named - means]);
		else if (*p == '"' || *p == '\\')
			printf("\\%c", *p);
		else if (*p >= ' ' && *p < 0x7f)
			putchar(*p);
		else
			printf("\\%03o", (unsigned)(unsigned char)*p);
	}
	printf("\"\n");
}

static void
print_changes(const char *indent, const struct change_set *set, struct arena *mem)
{
	for (size_t i = 0; i < set->n; i++) {
		const struct change *c = &set->v[i];

		printf("%s%c %06o %s %06o %s ", indent, c->kind, (unsigned)c->old.mode,
			hex(&c->old.id, mem), (unsigned)c->new.mode, hex(&c->new.id, mem));
		print_path(c->path);
	}
}

static void
print_judged(const struct judged *j, struct arena *mem)
{
	printf("tree %s %s\n", hex(&j->tree, mem), j->objects ? "oracle" : "index");
	for (size_t i = 0; i < j->nbases; i++)
		printf("base %s\n", hex(&j->bases[i], mem));
	print_changes("", &j->changes, mem);
	for (size_t i = 0; j->against && i < j->nbases; i++) {
		printf("against %zu\n", i);
		print_changes("  ", &j->against[i], mem);
	}
}

static int
take_index(struct probe *p)
{
	return judged_index(&p->judged, &p->repo, p->env, p->mem, &p->err);
}

static int
do_index(struct probe *p)
{
	if (take_index(p) < 0)
		return -1;
	print_judged(&p->judged, p->mem);
	return 0;
}

static int
do_still(struct probe *p)
{
	struct proc_spec spec = {.argv = (const char *const *)p->argv, .flags = PROC_INHERIT_OUT};
	struct proc_result result = {0};
	int still;

	if (take_index(p) < 0 || (p->argc && proc_run(&result, &spec, &p->err) < 0))
		return -1;
	proc_result_release(&result);
	still = judged_still(&p->judged, &p->repo, p->env, p->mem, &p->err);
	if (still < 0)
		return -1;
	printf("tree %s %s\n", hex(&p->judged.tree, p->mem), still ? "still" : "moved");
	return 0;
}

static int
do_range(struct probe *p)
{
	if (p->argc != 2)
		return error_set(&p->err, ERR_USAGE, "range wants two revisions");
	if (judged_range(&p->judged, &p->repo, p->argv[0], p->argv[1], p->mem, &p->err) < 0)
		return -1;
	print_judged(&p->judged, p->mem);
	return 0;
}

static int
do_commit(struct probe *p)
{
	if (p->argc != 1)
		return error_set(&p->err, ERR_USAGE, "commit wants a revision");
	if (judged_commit(&p->judged, &p->repo, p->argv[0], p->mem, &p->err) < 0)
		return -1;
	print_judged(&p->judged, p->mem);
	return 0;
}

static int
do_all(struct probe *p)
{
	if (take_index(p) < 0 || judged_take_all(&p->judged, &p->repo, p->mem, &p->err) < 0)
		return -1;
	print_judged(&p->judged, p->mem);
	return 0;
}

static int
do_files(struct probe *p)
{
	struct strs paths = {0};

	for (int i = 0; i < p->argc; i++)
		strs_add(&paths, p->argv[i], p->mem);
	if (take_index(p) < 0 ||
		judged_take_files(&p->judged, &p->repo, &paths, p->mem, &p->err) < 0)
		return -1;
	print_judged(&p->judged, p->mem);
	return 0;
}

static void
print_ref(const struct push_ref *ref, struct arena *mem)
{
	printf("ref %s %s %s %s%s%s\n", ref->local, hex(&ref->local_id, mem), ref->remote,
		hex(&ref->remote_id, mem), ref->is_delete ? " delete" : "",
		ref->is_new ? " new" : "");
}

static int
print_range(struct probe *p, struct push_scope *scope, size_t at)
{
	struct push_range range;
	struct committed *commits;
	size_t n = 0;

	if (push_look(&range, scope, at, &p->err) < 0 ||
		(!range.is_nothing && push_judge(&range, scope, &p->err) < 0) ||
		(!range.is_nothing && push_commits(&commits, &n, scope, &range, &p->err) < 0))
		return -1;
	printf("range%s%s%s\n", range.is_forced ? " forced" : "",
		range.is_unknown ? " unknown" : "", range.is_nothing ? " nothing" : "");
	for (size_t i = 0; i < n; i++)
		printf("commit %s%s <%s> %zu %s\n", oid_short(&commits[i].id, p->mem),
			commits[i].is_own ? " own" : "", commits[i].email, commits[i].parents.n,
			committed_subject(&commits[i], p->mem));
	if (!range.is_nothing)
		print_judged(&range.judged, p->mem);
	return 0;
}

static int
do_push(struct probe *p)
{
	char *text = arena_alloc(p->mem, (size_t)1 << 20, 1);
	size_t len = fread(text, 1, ((size_t)1 << 20) - 1, stdin);
	struct push_refs refs = {0};
	struct push_scope *scope;

	if (p->argc < 1)
		return error_set(&p->err, ERR_USAGE, "push wants a remote");
	if (push_read(&refs, text, len, p->mem, &p->err) < 0 ||
		push_scope(&scope, &p->repo, p->argv[0], &refs, getenv("TTA_SINCE"), p->mem,
			&p->err) < 0)
		return -1;
	for (size_t i = 0; i < refs.n; i++) {
		print_ref(&refs.v[i], p->mem);
		if (print_range(p, scope, i) < 0)
			return -1;
	}
	return 0;
}

static int
do_guess(struct probe *p)
{
	struct push_refs refs = {0};
	const char *remote = NULL;

	if (push_guess(&refs, &remote, &p->repo, p->argc ? p->argv[0] : NULL, p->mem, &p->err) < 0)
		return -1;
	printf("remote %s\n", remote ? remote : "-");
	for (size_t i = 0; i < refs.n; i++)
		print_ref(&refs.v[i], p->mem);
	return 0;
}

static int
do_dirty(struct probe *p)
{
	struct strs dirty = {0};

	if (take_index(p) < 0 ||
		worktree_dirty(&dirty, &p->repo, &p->judged.tree, p->env, p->mem, &p->err) < 0)
		return -1;
	for (size_t i = 0; i < dirty.n; i++)
		print_path(dirty.v[i]);
	return 0;
}

static int
do_hunks(struct probe *p)
{
	struct linemap map;

	if (p->argc != 1)
		return error_set(&p->err, ERR_USAGE, "hunks wants a path");
	if (take_index(p) < 0 ||
		worktree_lines(&map, &p->repo, &p->judged.tree, p->argv[0], p->mem, &p->err) < 0)
		return -1;
	printf("%zu\n", map.nhunks);
	return 0;
}

static int
do_blob(struct probe *p)
{
	const struct blob_source *source = &p->judged.source;
	struct tree_entry entry;
	struct blob blob;
	bool found;

	if (p->argc != 1)
		return error_set(&p->err, ERR_USAGE, "blob wants a path");
	if (take_index(p) < 0 ||
		source->find(source->ctx, &entry, &found, p->argv[0], p->mem, &p->err) < 0)
		return -1;
	if (!found)
		return error_set(&p->err, ERR_USAGE, "no such file in T");
	if (source->read(source->ctx, &blob, &entry.id, (size_t)1 << 20, p->mem, &p->err) < 0)
		return -1;
	fwrite(blob.data, 1, blob.len, stdout);
	return 0;
}

static int
do_where(struct probe *p)
{
	const struct repo *r = &p->repo;
	const char *cache = repo_cache_dir(r, p->env, p->mem, &p->err);

	if (!cache)
		return -1;
	printf("root %s\nprefix %s\ngit %s\ncommon %s\nindex %s\nbranch %s\nhead %s\ncache %s\n",
		r->root ? r->root : "-", r->prefix, r->git_dir, r->common_dir, r->index_file,
		r->branch ? r->branch : "-", hex(&r->head, p->mem), cache);
	printf("%s%s%s\n", r->is_unborn ? "unborn " : "", r->is_merge ? "merge " : "",
		r->is_rebase ? "rebase " : "");
	return 0;
}

static const struct {
	const char *name;
	int (*run)(struct probe *p);
} commands[] = {
	{"index", do_index},
	{"still", do_still},
	{"range", do_range},
	{"commit", do_commit},
	{"all", do_all},
	{"files", do_files},
	{"push", do_push},
	{"guess", do_guess},
	{"dirty", do_dirty},
	{"hunks", do_hunks},
	{"blob", do_blob},
	{"where", do_where},
};

static int
run(struct probe *p, const char *name)
{
	const char *mode = getenv("PROBE_HOOK");
	struct repo_where where = {
		.environ = p->env,
		.is_hook = !mode || strcmp(mode, "no") != 0,
	};

	for (size_t i = 0; i < countof(commands); i++) {
		if (strcmp(commands[i].name, name) != 0)
			continue;
		if (repo_open(&p->repo, &where, p->mem, &p->err) < 0)
			return -1;
		return commands[i].run(p);
	}
	return error_set(&p->err, ERR_USAGE, "no command '%s'", name);
}

int
main(int argc, char **argv)
{
	struct probe p = {
		.env = (const char *const *)environ,
		.argc = argc > 2 ? argc - 2 : 0,
		.argv = argv + 2,
		.mem = arena_new(),
	};
	int status = 0;

	if (run(&p, argc > 1 ? argv[1] : "") < 0) {
		fprintf(stderr, "judged_probe: %s\n", p.err.msg);
		status = error_exit_status(&p.err);
	}
	judged_release(&p.judged);
	repo_close(&p.repo);
	arena_free(p.mem);
	return fflush(stdout) == 0 ? status : 3;
}
