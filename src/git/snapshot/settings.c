/* SPDX-License-Identifier: MIT */
/*
 * settings -- see settings.h.  Asking git costs more than all else that a small snapshot needs, so
 * what it said is kept with the stamps of every file that it came from or could come from.
 */
#include "git/snapshot/settings.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "git/repo/gitenv.h"
#include "git/repo/repo.h"
#include "git/snapshot/confsource.h"
#include "git/snapshot/known.h"

#define SETTINGS_MAX ((size_t)4 << 20)

/* In double quotes, as git's configuration reads it back; in a section's name less is escaped. */
static void
add_quoted(struct buf *out, const char *value, bool is_name)
{
	buf_addc(out, '"');
	for (; *value; value++) {
		if (*value == '\n' && !is_name)
			buf_adds(out, "\\n");
		else if (*value == '\t' && !is_name)
			buf_adds(out, "\\t");
		else {
			if (*value == '"' || *value == '\\')
				buf_addc(out, '\\');
			buf_addc(out, *value);
		}
	}
	buf_addc(out, '"');
}

/* "section.name" or "section.sub.name" with its value, as a section of its own. */
static void
add_setting(struct buf *out, const char *key, const char *value, struct arena *mem)
{
	const char *first = strchr(key, '.'), *last = strrchr(key, '.');

	if (!first)
		return;
	buf_addf(out, "[%s", arena_strndup(mem, key, (size_t)(first - key)));
	if (last != first) {
		buf_addc(out, ' ');
		add_quoted(out, arena_strndup(mem, first + 1, (size_t)(last - first - 1)), true);
	}
	buf_addf(out, "]\n\t%s", last + 1);
	if (value) { /* without: true by its mere presence */
		buf_adds(out, " = ");
		add_quoted(out, value, false);
	}
	buf_addc(out, '\n');
}

/* A name ending in '.' stands for the section. */
static bool
is_wanted(const char *key)
{
	static const char *const wanted[] = {"core.autocrlf", "core.eol", "core.safecrlf",
		"core.symlinks", "core.attributesfile", "core.bigfilethreshold",
		"core.checkroundtripencoding", "core.protectntfs", "core.protecthfs",
		"core.whitespace", "core.commentchar", "filter.", "user.", "author.", "committer.",
		"diff.", "merge.", "i18n."};

	for (size_t i = 0; i < countof(wanted); i++) {
		size_t n = strlen(wanted[i]);

		if (strncmp(key, wanted[i], n) == 0 && (wanted[i][n - 1] == '.' || !key[n]))
			return true;
	}
	return false;
}

struct kept {                   /* what of it can be known from the last time */
	const char *text;       /* all but the attributes */
	const char *attributes; /* core.attributesFile, or "" */
	const char *system;     /* the system's configuration file, or "" */
};

/* Attributes outside the tree change what files look like too, so their state is part of it. */
static int
add_attributes(struct buf *out, const struct repo *r, const struct kept *k, struct arena *mem,
	struct error *err)
{
	const char *xdg = gitenv_find(r->environ, "XDG_CONFIG_HOME");
	const char *home = gitenv_find(r->environ, "HOME");
	const char *config = xdg && *xdg ? xdg : path_join(home ? home : "", ".config", mem);
	const char *system = *k->system ? path_dir(k->system, mem) : "/etc";
	const char *files[] = {path_join(r->common_dir, "info/attributes", mem),
		path_join(config, "git/attributes", mem), path_join(system, "gitattributes", mem),
		k->attributes};

	if (strncmp(k->attributes, "~/", 2) == 0 && home)
		files[3] = path_join(home, k->attributes + 2, mem);
	for (size_t i = 0; i < countof(files); i++) {
		struct fs_stamp st = {0};

		if (*files[i] && fs_stamp_target(&st, files[i], err) < 0)
			return -1;
		if (st.ino)
			buf_addf(out, "# %llu %llu %llu %lld %lld\n", (unsigned long long)st.dev,
				(unsigned long long)st.ino, (unsigned long long)st.size,
				(long long)st.mtime_ns, (long long)st.ctime_ns);
	}
	return 0;
}

/* Last, so that they win: how closely we look, and what never happens in a snapshot. */
static const char always[] =
	"[core]\n\trepositoryformatversion = 0\n\tbare = false\n"
	"\tfilemode = true\n\tignorecase = false\n\ttrustctime = true\n"
	"\tcheckstat = default\n\tignorestat = false\n\thookspath = /dev/null\n"
	"\tfsmonitor = false\n\tsplitindex = false\n" /* git has no sparse one that is split */
	"[submodule]\n\trecurse = false\n"
	"[commit]\n\tgpgsign = false\n[tag]\n\tgpgsign = false\n"
	"[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n";

static int
choose(struct kept *out, const struct confsource *c, struct arena *mem, struct error *err)
{
	struct buf text;
	int rc = 0;

	*out = (struct kept){.attributes = "", .system = c->system ? c->system : ""};
	buf_init(&text, SETTINGS_MAX);
	for (size_t i = 0; i < c->n; i++) {
		if (strcmp(c->v[i].key, "core.attributesfile") == 0 && c->v[i].value)
			out->attributes = c->v[i].value;
		if (is_wanted(c->v[i].key))
			add_setting(&text, c->v[i].key, c->v[i].value, mem);
	}
	buf_adds(&text, always);
	if (text.dropped)
		rc = error_set(err, ERR_LIMIT, "the repository's configuration is too long");
	else
		out->text = arena_strdup(mem, text.data);
	buf_release(&text);
	return rc;
}

/* Known: how many files, each with its stamp, then the texts of struct kept. */
static bool
recall(struct kept *out, const char *path, const char *key, struct arena *mem)
{
	struct known known = known_find(path, key, mem);
	struct fs_stamp then, now;
	struct error ignored;
	uint64_t files;

	if (!known_take(&known, &files, sizeof(files)))
		return false;
	for (; files; files--) {
		const char *file = known_take_text(&known);

		if (!file || !known_take(&known, &then, sizeof(then)) ||
			fs_stamp_target(&now, file, &ignored) < 0 || !fs_stamp_equal(&then, &now))
			return false;
	}
	out->text = known_take_text(&known);
	out->attributes = known_take_text(&known);
	out->system = known_take_text(&known);
	return out->text && out->attributes && out->system;
}

/* Only what would be seen to be no longer true. */
static void
remember(const struct kept *k, const struct confsource *c, const char *path, const char *key,
	int64_t since_ns, struct arena *mem)
{
	const uint64_t files = c->files.n;
	const char *const texts[] = {k->text, k->attributes, k->system};
	bool is_settled = c->is_known;
	struct fs_stamp stamp;
	struct error ignored;
	struct buf data;

	buf_init(&data, 2 * SETTINGS_MAX);
	buf_add(&data, &files, sizeof(files));
	for (size_t i = 0; is_settled && i < c->files.n; i++) {
		is_settled = fs_stamp_target(&stamp, c->files.v[i], &ignored) == 0 &&
			     known_is_settled(&stamp, since_ns);
		buf_add(&data, c->files.v[i], strlen(c->files.v[i]) + 1);
		buf_add(&data, &stamp, sizeof(stamp));
	}
	for (size_t i = 0; i < countof(texts); i++)
		buf_add(&data, texts[i], strlen(texts[i]) + 1);
	if (is_settled && !data.dropped)
		known_keep(path, key, data.data, data.len, mem);
	buf_release(&data);
}

static int
find_out(struct kept *out, const struct repo *r, const char *path, const char *key,
	struct arena *mem, struct error *err)
{
	int64_t since_ns = known_now_ns();
	struct confsource source;

	if (confsource_read(&source, r, mem, err) < 0 || choose(out, &source, mem, err) < 0)
		return -1;
	remember(out, &source, path, key, since_ns, mem);
	return 0;
}

int
settings_read(const char **out, const struct repo *r, const char *notes, struct arena *mem,
	struct error *err)
{
	const char *key = confsource_key(r, mem);
	const char *path = notes && key ? path_join(notes, "settings", mem) : NULL;
	struct kept kept;
	struct buf text;
	int rc;

	if (!recall(&kept, path, key, mem) && find_out(&kept, r, path, key, mem, err) < 0)
		return -1;
	buf_init(&text, 2 * SETTINGS_MAX);
	buf_adds(&text, kept.text);
	rc = add_attributes(&text, r, &kept, mem, err);
	if (rc == 0)
		*out = arena_strdup(mem, text.data);
	buf_release(&text);
	return rc;
}
