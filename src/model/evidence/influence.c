/* SPDX-License-Identifier: MIT */
/* influence -- see influence.h.  In the table a '*' stands for anything, at one end. */
#include "model/evidence/influence.h"

#include <string.h>

#include "base/arena.h"

static const char *const table[] = {"*FLAGS", "AR", "AS", "BABEL_ENV", "BASH_ENV", "CARGO_*", "CC",
	"CI", "CLASSPATH", "CONDA_*", "COVERAGE_*", "CPATH", "CPP", "CXX", "C_INCLUDE_PATH",
	"CPLUS_INCLUDE_PATH", "DJANGO_*", "DOTNET_*", "ENV", "ESLINT_*", "GEM_*", "GO*", "HOME",
	"JAVA_*", "JEST_*", "LANG", "LANGUAGE", "LC_*", "LD", "LD_*", "LIBRARY_PATH", "MAVEN_*",
	"MYPY*", "NODE_*", "NPM_CONFIG_*", "PERL*", "PKG_CONFIG*", "PRETTIER_*", "PYLINT*",
	"PYRIGHT_*", "PYTEST_*", "PYTHON*", "RACK_ENV", "RAILS_ENV", "RUBY*", "RUFF_*", "RUST*",
	"SOURCE_DATE_EPOCH", "SHELLCHECK_*", "TSC_*", "TZ", "UV_*", "VIRTUAL_ENV", "VITEST*",
	"XDG_CONFIG_HOME", "npm_config_*"};

static bool
matches(const char *row, const char *name, size_t len)
{
	size_t n = strlen(row);

	if (row[0] == '*')
		return len >= n - 1 && memcmp(name + len - (n - 1), row + 1, n - 1) == 0;
	if (row[n - 1] == '*')
		return len >= n - 1 && memcmp(name, row, n - 1) == 0;
	return len == n && memcmp(name, row, n) == 0;
}

bool
influence_has(const char *name, size_t len)
{
	for (size_t i = 0; i < countof(table); i++) {
		if (matches(table[i], name, len))
			return true;
	}
	return false;
}
