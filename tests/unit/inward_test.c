/* SPDX-License-Identifier: MIT */
/* inward_test -- which links lead into the repository, by whatever way, and where to instead. */
#include "test.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/fs.h"
#include "base/path.h"
#include "git/repo/repo.h"
#include "git/snapshot/inward.h"

/* Below a folder of our own: R stands for it.  user is the work tree, with a folder sub and a link
 * away that leads out, other another one of the repository, git its git folder, cache/snap the
 * snapshot, alias a link to user, deep a link to user/sub. */
static const struct row {
	const char *path, *text;
	const char *instead; /* NULL: as it is */
} rows[] = {
	{"l", "R/user/f", "R/cache/snap/f"},
	{"l", "R/user", "R/cache/snap"},
	{"l", "R/user/", "R/cache/snap"},
	{"l", "R//user/./sub//f", "R/cache/snap/sub/f"},
	{"l", "R/user/not/there", "R/cache/snap/not/there"},
	{"sub/l", "R/user/sub/f", "R/cache/snap/sub/f"},
	{"l", "R/alias/f", "R/cache/snap/f"},
	{"l", "R/deep/f", "R/cache/snap/sub/f"},
	{"l", "R/deep/../f", "R/cache/snap/f"},
	{"l", "R/alias/../user/f", "R/cache/snap/f"},
	{"l", "R/user/../user/f", "R/cache/snap/f"},
	{"l", "R/user/sub/../f", "R/cache/snap/f"},
	{"l", "R/user/away/f", "R/cache/snap/away/f"},
	{"l", "R/other/f", "R/cache/snap/f"},
	{"l", "R/git/config", "R/cache/snap/.git/config"},
	{"l", "R/git", "R/cache/snap/.git"},
	{"sub/l", "../../user/f", "R/cache/snap/f"},
	{"l", "../user/f", "R/cache/snap/f"},
	{"l", "../elsewhere/../user/f", "R/cache/snap/f"},
	{"l", "../other/f", NULL},
	{"l", "../../user/f", "R/cache/snap/f"},
	{"l", "R/user/..", NULL},
	{"l", "R/user/../elsewhere/f", NULL},
	{"l", "R/user2/f", NULL},
	{"l", "R/nowhere/user/f", NULL},
	{"l", "R/elsewhere/f", NULL},
	{"l", "/", NULL},
	{"l", "f", NULL},
	{"l", "user/f", NULL},
	{"sub/l", "../f", NULL},
	{"sub/l", "../../elsewhere", NULL},
	{"l", "sub/../f", NULL},
	{"l", "../user2/f", NULL},
	{"l", "", NULL},
};

struct scene {
	struct arena *mem;
	const char *root;
	struct repo repo;
	struct inward inward;
};

static const char *
under(const struct scene *s, const char *text)
{
	return *text == 'R' ? arena_printf(s->mem, "%s%s", s->root, text + 1) : text;
}

static void
open_scene(struct scene *s)
{
	static const char *const folders[] = {"user", "user/sub", "user2", "other", "git", "cache",
		"cache/snap", "cache/snap/sub", "elsewhere"};
	static const struct {
		const char *path, *text;
	} links[] = {{"alias", "user"}, {"deep", "user/sub"}, {"user/away", "../elsewhere"}};
	static const char *const guarded[] = {"R/user", "R/git", "R/other"};
	struct error err;

	*s = (struct scene){.mem = arena_new()};
	s->root = fs_real(fs_temp_dir("/tmp", s->mem, &err), s->mem);
	assert_non_null(s->root);
	for (size_t i = 0; i < countof(folders); i++)
		assert_int_equal(mkdir(path_join(s->root, folders[i], s->mem), 0755), 0);
	for (size_t i = 0; i < countof(links); i++)
		assert_int_equal(
			symlink(links[i].text, path_join(s->root, links[i].path, s->mem)), 0);
	s->repo = (struct repo){.root = under(s, "R/user"), .git_dir = under(s, "R/git")};
	s->inward = (struct inward){
		.repo = &s->repo, .root = under(s, "R/cache/snap"), .is_found = true};
	for (size_t i = 0; i < countof(guarded); i++)
		strs_add(&s->inward.guarded, under(s, guarded[i]), s->mem);
}

static void
close_scene(struct scene *s)
{
	struct error err;

	assert_int_equal(fs_remove_tree(s->root, &err), 0);
	arena_free(s->mem);
}

static void
a_link_into_the_repository_has_a_counterpart(void **state)
{
	struct scene s;

	(void)state;
	open_scene(&s);
	for (size_t i = 0; i < countof(rows); i++) {
		const struct row *row = &rows[i];
		const char *got = inward_text(&s.inward, row->path, under(&s, row->text), s.mem);

		if (!row->instead)
			assert_null(got);
		else if (!got)
			fail_msg("%s -> %s stays", row->path, row->text);
		else
			assert_string_equal(got, under(&s, row->instead));
	}
	close_scene(&s);
}

/* A repository at home, where caches lie: its submodule's siblings are in it, too. */
static void
what_stands_beside_the_snapshot_is_led_to(void **state)
{
	struct scene s;

	(void)state;
	open_scene(&s);
	strs_add(&s.inward.guarded, s.root, s.mem);
	assert_null(inward_text(&s.inward, "l", "../user2/f", s.mem));
	assert_null(inward_text(&s.inward, "sub/l", "../../user2/f", s.mem));
	assert_string_equal(inward_text(&s.inward, "l", "../../user2/f", s.mem),
		under(&s, "R/cache/snap/user2/f"));
	assert_string_equal(
		inward_text(&s.inward, "l", "../user/f", s.mem), under(&s, "R/cache/snap/f"));
	close_scene(&s);
}

static void
turns_links_and_nothing_else(void **state)
{
	struct error err;
	struct scene s;
	char text[4096];
	ssize_t n;
	int fd;

	(void)state;
	open_scene(&s);
	fd = open(s.inward.root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(symlinkat(under(&s, "R/user/sub/f"), fd, "sub/l"), 0);
	assert_int_equal(inward_turn(&s.inward, fd, "sub/l", s.mem, &err), 0);
	n = readlinkat(fd, "sub/l", text, sizeof(text) - 1);
	assert_true(n > 0);
	text[n] = '\0';
	assert_string_equal(text, under(&s, "R/cache/snap/sub/f"));
	assert_int_equal(fs_write(under(&s, "R/cache/snap/plain"), "x", 1, 0644, &err), 0);
	assert_int_equal(inward_turn(&s.inward, fd, "plain", s.mem, &err), 0);
	assert_true(fs_is_file(under(&s, "R/cache/snap/plain")));
	close(fd);
	close_scene(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_link_into_the_repository_has_a_counterpart),
		cmocka_unit_test(what_stands_beside_the_snapshot_is_led_to),
		cmocka_unit_test(turns_links_and_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
