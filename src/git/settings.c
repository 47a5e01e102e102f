/* SPDX-License-Identifier: MIT */
/* settings -- see settings.h. */
#include "git/settings.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "git/gitenv.h"
#include "git/plumbing.h"
#include "git/repo.h"

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

/* Attributes outside the tree change what files look like too, so their state is part of it. */
static void
add_attributes(struct buf *out, const struct repo *r, const char *configured, struct arena *mem)
{
	const char *xdg = gitenv_find(r->environ, "XDG_CONFIG_HOME");
	const char *home = gitenv_find(r->environ, "HOME");
	const char *config = xdg && *xdg ? xdg : path_join(home ? home : "", ".config", mem);
	const char *files[] = {path_join(r->common_dir, "info/attributes", mem),
		path_join(config, "git/attributes", mem), configured};
	struct fs_stamp st;
	struct error ignored;

	if (configured && strncmp(configured, "~/", 2) == 0 && home)
		files[2] = path_join(home, configured + 2, mem);
	for (size_t i = 0; i < countof(files); i++) {
		if (files[i] && fs_stamp(&st, files[i], &ignored) == 0 && st.ino)
			buf_addf(out, "# %llu %llu %llu %lld %lld\n", (unsigned long long)st.dev,
				(unsigned long long)st.ino, (unsigned long long)st.size,
				(long long)st.mtime_ns, (long long)st.ctime_ns);
	}
}

int
settings_read(const char **out, const struct repo *r, const char *notes, struct arena *mem,
	struct error *err)
{
	static const char *const args[] = {"config", "-z", "--list", NULL};
	const char *configured = NULL;
	struct plumbing_text list;
	struct buf text;
	int rc = 0;

	(void)notes;
	if (plumbing_run(&list, r, &(struct plumbing){.args = args}, mem, err) < 0)
		return -1;
	buf_init(&text, SETTINGS_MAX);
	for (const char *p = list.data; p < list.data + list.len; p += strlen(p) + 1) {
		const char *end = strchr(p, '\n');
		char *key = arena_strndup(mem, p, end ? (size_t)(end - p) : strlen(p));

		if (strcmp(key, "core.attributesfile") == 0 && end)
			configured = end + 1;
		if (is_wanted(key))
			add_setting(&text, key, end ? end + 1 : NULL, mem);
	}
	/* Last, so that they win: how closely we look, and what never happens in a snapshot. */
	buf_adds(&text, "[core]\n\trepositoryformatversion = 0\n\tbare = false\n"
			"\tfilemode = true\n\tignorecase = false\n\ttrustctime = true\n"
			"\tcheckstat = default\n\tignorestat = false\n\tsparsecheckout = false\n"
			"\thookspath = /dev/null\n\tfsmonitor = false\n"
			"[submodule]\n\trecurse = false\n"
			"[commit]\n\tgpgsign = false\n[tag]\n\tgpgsign = false\n"
			"[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n");
	add_attributes(&text, r, configured, mem);
	if (text.dropped)
		rc = error_set(err, ERR_LIMIT, "the repository's configuration is too long");
	else
		*out = arena_strdup(mem, text.data);
	buf_release(&text);
	return rc;
}
