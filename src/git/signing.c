/* SPDX-License-Identifier: MIT */
/* signing -- see signing.h. */
#include "git/signing.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/memfile.h"
#include "base/path.h"
#include "base/proc.h"
#include "git/gitenv.h"
#include "git/gitsetting.h"
#include "git/repo.h"

#define LITERAL "key::"

static const char *
key_of(const struct repo *r, struct arena *mem)
{
	const char *format = gitsetting_find(r, "gpg.format", mem);

	return format && strcmp(format, "ssh") == 0 ? gitsetting_find(r, "user.signingkey", mem)
						    : NULL;
}

bool
signing_can(const char **why, const struct repo *r, struct arena *mem)
{
	*why = key_of(r, mem) ? NULL
			      : "git is set up to sign with no SSH key; set gpg.format to ssh and "
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

static int
run(const char **armoured, const struct repo *r, const char *name_space, const char *file,
	const char *statement, struct arena *mem, struct error *err)
{
	const char *named = gitsetting_find(r, "gpg.ssh.program", mem);
	const char *program = fs_find_program(
		named ? named : "ssh-keygen", gitenv_find(r->environ, "PATH"), NULL, mem);
	const char *const argv[] = {program, "-Y", "sign", "-n", name_space, "-f", file, NULL};
	const struct proc_spec spec = {.argv = argv,
		.env = r->environ,
		.input = statement,
		.input_len = strlen(statement)};
	struct proc_result result;
	int rc = 0;

	if (!program)
		return error_set(err, ERR_SYSTEM, "there is no '%s' in PATH to sign with",
			named ? named : "ssh-keygen");
	if (proc_run(&result, &spec, err) < 0)
		return -1;
	if (result.status != 0)
		rc = error_set(err, ERR_SYSTEM, "cannot sign: %.*s",
			(int)strcspn(result.err.data ? result.err.data : "", "\n"),
			result.err.data ? result.err.data : "");
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
	const char *key = key_of(r, mem);
	struct memfile literal;
	int rc;

	if (!key)
		return error_set(err, ERR_CONFIG, "there is no key to sign with");
	if (strncmp(key, LITERAL, strlen(LITERAL)) != 0 && strncmp(key, "ssh-", 4) != 0)
		return run(armoured, r, name_space, key_path(r, key, mem), statement, mem, err);
	if (strncmp(key, LITERAL, strlen(LITERAL)) == 0)
		key += strlen(LITERAL);
	if (memfile_open(&literal, key, strlen(key), err) < 0) /* the agent has the other half */
		return -1;
	rc = run(armoured, r, name_space, literal.path, statement, mem, err);
	close(literal.fd);
	return rc;
}
