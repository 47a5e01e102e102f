/* SPDX-License-Identifier: MIT */
/* signing -- see signing.h. */
#include "git/commit/signing.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/memfile.h"
#include "base/path.h"
#include "base/proc.h"
#include "base/strs.h"
#include "git/repo/gitenv.h"
#include "git/repo/gitsetting.h"
#include "git/repo/repo.h"

#define LITERAL "key::"

/* How git has things signed, by gpg.format. */
struct way {
	const char *format, *setting, *program;
	const char *words[4]; /* behind the program, before the namespace or the key */
	bool has_namespace;
};
static const struct way ways[] = {
	{"ssh", "gpg.ssh.program", "ssh-keygen", {"-Y", "sign", "-n"}, true},
	{"openpgp", "gpg.program", "gpg", {"-bsau"}, false},
};

/* NULL: git signs in a way that nobody here knows, or with no key. */
static const struct way *
find_way(const char **key, const struct repo *r, struct arena *mem)
{
	const char *format = gitsetting_find(r, "gpg.format", mem);

	*key = gitsetting_find(r, "user.signingkey", mem);
	for (size_t i = 0; *key && **key && i < countof(ways); i++) {
		if (strcmp(format ? format : "openpgp", ways[i].format) == 0)
			return &ways[i];
	}
	return NULL;
}

bool
signing_can(const char **why, const struct repo *r, struct arena *mem)
{
	const char *key;

	*why = find_way(&key, r, mem) ? NULL
				      : "git is set up to sign with no key; set gpg.format to ssh "
					"(or openpgp) and "
					"user.signingKey to the key";
	return !*why;
}

/* A path, from home where it begins with ~/. */
static const char *
key_path(const struct repo *r, const char *key, struct arena *mem)
{
	const char *home = gitenv_find(r->environ, "HOME");

	return strncmp(key, "~/", 2) == 0 && home ? path_join(home, key + 2, mem) : key;
}

/* Where such programs say what went wrong. */
static const char *
last_line(const struct buf *said, struct arena *mem)
{
	const char *text = arena_strndup(mem, said->data ? said->data : "", said->len);
	size_t n = said->data ? said->len : 0, from;

	while (n && text[n - 1] == '\n')
		n--;
	for (from = n; from && text[from - 1] != '\n';)
		from--;
	return arena_strndup(mem, text + from, n - from);
}

static int
run(const char **armoured, const struct repo *r, const struct way *way, const char *name_space,
	const char *key, const char *statement, struct arena *mem, struct error *err)
{
	const char *named = gitsetting_find(r, way->setting, mem);
	const char *program = fs_find_program(
		named ? named : way->program, gitenv_find(r->environ, "PATH"), NULL, mem);
	struct proc_spec spec = {
		.env = r->environ, .input = statement, .input_len = strlen(statement)};
	struct proc_result result;
	struct strs words = {0};
	int rc = 0;

	if (!program)
		return error_set(err, ERR_SYSTEM, "there is no '%s' in PATH to sign with",
			named ? named : way->program);
	strs_add(&words, program, mem);
	for (size_t i = 0; way->words[i]; i++)
		strs_add(&words, way->words[i], mem);
	if (way->has_namespace) {
		strs_add(&words, name_space, mem);
		strs_add(&words, "-f", mem);
	}
	strs_add(&words, key, mem);
	spec.argv = strs_argv(&words, mem);
	if (proc_run(&result, &spec, err) < 0)
		return -1;
	if (result.status != 0)
		rc = error_set(err, ERR_SYSTEM, "cannot sign: %s", last_line(&result.err, mem));
	else
		*armoured =
			arena_strndup(mem, result.out.data ? result.out.data : "", result.out.len);
	proc_result_release(&result);
	return rc;
}

int
signing_sign(const char **armoured, const struct repo *r, const char *name_space,
	const char *statement, struct arena *mem, struct error *err)
{
	const char *key;
	const struct way *way = find_way(&key, r, mem);
	struct memfile literal;
	int rc;

	if (!way)
		return error_set(err, ERR_CONFIG, "there is no key to sign with");
	if (!way->has_namespace)
		return run(armoured, r, way, name_space, key, statement, mem, err);
	if (strncmp(key, LITERAL, strlen(LITERAL)) != 0 && strncmp(key, "ssh-", 4) != 0)
		return run(
			armoured, r, way, name_space, key_path(r, key, mem), statement, mem, err);
	if (strncmp(key, LITERAL, strlen(LITERAL)) == 0)
		key += strlen(LITERAL);
	if (memfile_open(&literal, key, strlen(key), err) < 0) /* the agent has the other half */
		return -1;
	rc = run(armoured, r, way, name_space, literal.path, statement, mem, err);
	close(literal.fd);
	return rc;
}
