/* SPDX-License-Identifier: MIT */
/*
 * gitenv -- see gitenv.h.  Children get an allow-list of git's variables, never a deny-list: a name
 * that a later git invents stays out.
 */
#include "git/repo/gitenv.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"

/* A name ending in '_' stands for all that begin so. */
static const char *const kept[] = {
	"GIT_CONFIG_",
	"GIT_CONFIG",
	"GIT_EXEC_PATH",
	"GIT_ATTR_NOSYSTEM",
	"GIT_OBJECT_DIRECTORY",
	"GIT_ALTERNATE_OBJECT_DIRECTORIES",
	"GIT_LFS_",
	"GIT_TEST_",
};

const char *
gitenv_find(const char *const *environ, const char *name)
{
	size_t n = strlen(name);

	for (; environ && *environ; environ++) {
		if (strncmp(*environ, name, n) == 0 && (*environ)[n] == '=')
			return *environ + n + 1;
	}
	return NULL;
}

bool
gitenv_is_true(const char *const *environ, const char *name)
{
	const char *value = gitenv_find(environ, name);

	return value && *value && strcmp(value, "0") != 0 && strcasecmp(value, "false") != 0 &&
	       strcasecmp(value, "no") != 0 && strcasecmp(value, "off") != 0;
}

static bool
is_kept(const char *setting)
{
	size_t len = strcspn(setting, "=");

	if (strncmp(setting, "GIT_", 4) != 0)
		return true;
	for (size_t i = 0; i < countof(kept); i++) {
		size_t n = strlen(kept[i]);

		if (strncmp(setting, kept[i], n) == 0 && (len == n || kept[i][n - 1] == '_'))
			return true;
	}
	return false;
}

void
gitenv_child(struct strs *out, const char *const *environ, struct arena *mem)
{
	for (; environ && *environ; environ++) {
		if (is_kept(*environ))
			strs_add(out, *environ, mem);
	}
}

static unsigned char
octal(const char **at)
{
	unsigned value = 0;

	for (int i = 0; i < 3 && **at >= '0' && **at <= '7'; i++)
		value = value * 8 + (unsigned)(*(*at)++ - '0');
	return (unsigned char)value;
}

/* Reads a C-quoted name; *at stands on its first quote and is left behind its last. */
static char *
unquote(const char **at, struct arena *mem)
{
	static const char letters[] = "abtnvfr", means[] = "\a\b\t\n\v\f\r";
	char *out = arena_alloc(mem, strlen(*at) + 1, 1), *to = out;
	const char *p = *at + 1, *found;

	while (*p && *p != '"') {
		if (*p != '\\' || !p[1]) {
			*to++ = *p++;
		} else if (p[1] >= '0' && p[1] <= '7') {
			p++;
			*to++ = (char)octal(&p);
		} else {
			found = strchr(letters, p[1]);
			*to++ = found ? means[found - letters] : p[1];
			p += 2;
		}
	}
	*at = *p ? p + 1 : p;
	return out;
}

void
gitenv_split_folders(struct strs *out, const char *value, struct arena *mem)
{
	while (value && *value) {
		const char *folder;

		if (*value == '"') {
			folder = unquote(&value, mem);
			value += strcspn(value, ":");
		} else {
			size_t n = strcspn(value, ":");

			folder = arena_strndup(mem, value, n);
			value += n;
		}
		if (*folder)
			strs_add(out, folder, mem);
		if (*value == ':')
			value++;
	}
}

char *
gitenv_quote_folder(const char *path, struct arena *mem)
{
	struct buf text;
	char *out;

	if (*path != '"' && !strpbrk(path, ":\n"))
		return arena_strdup(mem, path);
	buf_init(&text, (size_t)1 << 20);
	buf_addc(&text, '"');
	for (; *path; path++) {
		if (*path == '"' || *path == '\\')
			buf_addc(&text, '\\');
		if ((unsigned char)*path < 0x20)
			buf_addf(&text, "\\%03o", (unsigned)(unsigned char)*path);
		else
			buf_addc(&text, *path);
	}
	buf_addc(&text, '"');
	out = arena_strdup(mem, text.data);
	buf_release(&text);
	return out;
}
