/* SPDX-License-Identifier: MIT */
/* seal -- see seal.h. */
#include "gates/paper/seal.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/memfile.h"
#include "base/proc.h"
#include "model/blob_source.h"
#include "model/maturity/approval.h"

#define BEGIN "-----BEGIN SSH SIGNATURE-----\n"
#define PGP_BEGIN "-----BEGIN PGP SIGNATURE-----\n"
#define END "-----END SSH SIGNATURE-----\n"
#define COLUMNS 70
#define VERIFY_MS 20000
/* Where the verifier is looked for: not in a PATH that a gate's caller could bend. */
#define PROGRAMS "/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin:/run/current-system/sw/bin"

char *
seal_packed(const char *armoured, struct arena *mem)
{
	const bool is_pgp = strstr(armoured, PGP_BEGIN) != NULL;
	const char *p = strstr(armoured, is_pgp ? PGP_BEGIN : BEGIN);
	const char *end = p ? strstr(p, "\n-----END") : NULL;
	char *packed, *to;

	if (!end)
		return NULL;
	p += strlen(is_pgp ? PGP_BEGIN : BEGIN);
	if (is_pgp && strstr(p, "\n\n") && strstr(p, "\n\n") < end) /* behind its headers */
		p = strstr(p, "\n\n");
	packed = to = arena_alloc(mem, strlen(armoured) + sizeof(SEAL_PGP), 1);
	if (is_pgp) {
		memcpy(to, SEAL_PGP, sizeof(SEAL_PGP) - 1);
		to += sizeof(SEAL_PGP) - 1;
	}
	for (; p < end; p++) {
		if (*p != '\n' && *p != '\r')
			*to++ = *p;
	}
	*to = '\0';
	return packed;
}

char *
seal_armoured(const char *packed, struct arena *mem)
{
	size_t n = strlen(packed);
	char *text = arena_alloc(mem, n + n / COLUMNS + sizeof(BEGIN) + sizeof(END) + 2, 1), *to;

	memcpy(text, BEGIN, sizeof(BEGIN) - 1);
	to = text + sizeof(BEGIN) - 1;
	for (size_t i = 0; i < n; i += COLUMNS) {
		size_t k = n - i < COLUMNS ? n - i : COLUMNS;

		memcpy(to, packed + i, k);
		to[k] = '\n';
		to += k + 1;
	}
	memcpy(to, END, sizeof(END));
	return text;
}

static int
verify(bool *holds, const struct approval *a, const char *signers, const char *signature,
	const char *program, struct arena *mem, struct error *err)
{
	const char *statement = approval_statement(a, mem);
	const char *const argv[] = {program, "-Y", "verify", "-n", APPROVAL_NAMESPACE, "-f",
		signers, "-I", approval_mail(a, mem), "-s", signature, NULL};
	const char *const env[] = {"LC_ALL=C", "PATH=/usr/bin:/bin", NULL};
	const struct proc_spec spec = {.argv = argv,
		.env = env,
		.input = statement,
		.input_len = strlen(statement),
		.timeout_ms = VERIFY_MS,
		.flags = PROC_MERGE};
	struct proc_result r;
	int rc = 0;

	if (proc_run(&r, &spec, err) < 0)
		return -1;
	*holds = r.status == 0 && r.signal == 0;
	if (r.is_late || r.signal || r.status == 127)
		rc = error_set(err, ERR_SYSTEM, "ssh-keygen came to no answer");
	proc_result_release(&r);
	return rc;
}

static int
check_with(const char **why, const struct approval *a, const struct blob *signers,
	const char *program, struct arena *mem, struct error *err)
{
	const char *armoured = seal_armoured(a->signature, mem);
	struct memfile keys, signature;
	bool holds = false;
	int rc;

	if (memfile_open(&keys, signers->data, signers->len, err) < 0)
		return -1;
	if (memfile_open(&signature, armoured, strlen(armoured), err) < 0) {
		close(keys.fd);
		return -1;
	}
	rc = verify(&holds, a, keys.path, signature.path, program, mem, err);
	if (rc == 0 && !holds)
		*why = arena_printf(mem,
			"its signature is not one of %s over this record by an allowed key",
			approval_mail(a, mem));
	close(keys.fd);
	close(signature.fd);
	return rc;
}

int
seal_check(const char **why, const struct approval *a, const struct blob *signers,
	struct arena *mem, struct error *err)
{
	const char *program;

	*why = NULL;
	if (!a->signature || !*a->signature) {
		*why = "it is not signed";
		return 0;
	}
	if (!*approval_mail(a, mem)) {
		*why = "it names no mail address that could be an allowed signer's";
		return 0;
	}
	if (strncmp(a->signature, SEAL_PGP, strlen(SEAL_PGP)) == 0) {
		*why = "it is signed with OpenPGP, and `signers` are SSH keys";
		return 0;
	}
	program = fs_find_program("ssh-keygen", PROGRAMS, NULL, mem);
	if (!program)
		return error_set(err, ERR_SYSTEM,
			"signatures cannot be verified: there is no ssh-keygen here; install "
			"OpenSSH's client");
	return check_with(why, a, signers, program, mem, err);
}
