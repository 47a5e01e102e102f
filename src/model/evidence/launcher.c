/* SPDX-License-Identifier: MIT */
/* launcher -- see launcher.h; the tables are in the order of the alphabet. */
#include "model/evidence/launcher.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/strs.h"
#include "model/plan/pattern.h"

#define APART " \t\n;&|()<>`$\\\"'={}" /* words of a script, near enough */

static const char *const launchers[] = {"bun", "bundle", "bunx", "bwrap", "cargo", "chroot",
	"cmake", "conda", "corepack", "ctest", "deno", "docker", "docker-compose", "env", "flock",
	"gmake", "go", "gradle", "gradlew", "hatch", "ionice", "just", "make", "mamba", "meson",
	"mvn", "mvnw", "nice", "ninja", "nix", "nix-shell", "nohup", "nox", "npm", "npx", "pdm",
	"pipenv", "pipx", "pixi", "pnpm", "pnpx", "podman", "poetry", "rake", "rye", "setsid",
	"stdbuf", "sudo", "task", "time", "timeout", "tox", "uv", "uvx", "xargs", "yarn"};

static const char *const shells[] = {"ash", "bash", "busybox", "csh", "dash", "elvish", "fish",
	"ksh", "mksh", "nu", "pwsh", "sh", "tcsh", "xonsh", "zsh"};

/* They look at commits, refs or what is staged against them. */
static const char *const historians[] = {"commitlint", "cz", "danger", "darker", "diff-cover",
	"diff-quality", "git", "gitleaks", "gitlint", "lint-staged", "pre-commit", "reviewdog",
	"semantic-release", "trufflehog"};

static const char *const locks[] = {"Cargo.lock", "Gemfile.lock", "Pipfile.lock", "bun.lock",
	"bun.lockb", "composer.lock", "conda-lock.yml", "deno.lock", "flake.lock", "go.sum",
	"gradle.lockfile", "mise.lock", "mix.lock", "npm-shrinkwrap.json", "package-lock.json",
	"pdm.lock", "pixi.lock", "pnpm-lock.yaml", "poetry.lock", "requirements.txt", "uv.lock",
	"yarn.lock"};

static int
compare(const void *key, const void *row)
{
	return strcmp(key, *(const char *const *)row);
}

static bool
is_in(const char *name, const char *const *table, size_t n)
{
	return bsearch(name, table, n, sizeof(*table), compare) != NULL;
}

static bool
is_python(const char *name)
{
	return strncmp(name, "python", 6) == 0 &&
	       strspn(name + 6, "0123456789.") == strlen(name + 6);
}

const char *
launcher_of(const struct strs *words)
{
	const char *name = words->n ? path_base(words->v[0]) : "";

	if (is_in(name, launchers, countof(launchers)) || launcher_is_shell(name))
		return name;
	for (size_t i = 1; is_python(name) && i < words->n && words->v[i][0] == '-'; i++) {
		if (strncmp(words->v[i], "-m", 2) == 0)
			return "python -m";
		if (strncmp(words->v[i], "-c", 2) == 0)
			return "python -c";
	}
	return NULL;
}

bool
launcher_is_shell(const char *path)
{
	return is_in(path_base(path), shells, countof(shells));
}

bool
launcher_is_lock(const struct pattern *p)
{
	return !p->is_negated && is_in(path_base(p->text), locks, countof(locks));
}

static const char *
find_historian(const char *text, struct arena *mem)
{
	while (*text) {
		size_t n = strcspn(text, APART);
		const char *name = path_base(arena_strndup(mem, text, n));

		if (is_in(name, historians, countof(historians)))
			return name;
		text += n + (text[n] != '\0');
	}
	return NULL;
}

const char *
launcher_of_history(const struct strs *words, struct arena *mem)
{
	const char *name = words->n ? find_historian(words->v[0], mem) : NULL;

	for (size_t i = 1; !name && i < words->n && launcher_of(words); i++)
		name = find_historian(words->v[i], mem);
	return name;
}
