/* SPDX-License-Identifier: MIT */
/* memo -- see memo.h. */
#include "store/memo.h"

#include <stddef.h>

#include "store/statement.h"

int
memo_get(const char **value, struct journal *j, const char *name, struct arena *mem,
	struct error *err)
{
	struct statement s;
	int rc = -1;

	*value = NULL;
	if (statement_open(&s, j, "SELECT value FROM memo WHERE name = ?", err) == 0) {
		statement_text(&s, 1, name);
		rc = statement_step(&s, err);
	}
	if (rc > 0)
		*value = statement_get_text(&s, 0, mem);
	statement_close(&s);
	return rc < 0 ? -1 : 0;
}

int
memo_set(struct journal *j, const char *name, const char *value, int64_t now_ms, struct error *err)
{
	struct statement s;
	int rc = -1;

	if (statement_open(&s, j, "INSERT OR REPLACE INTO memo (name, value, at) VALUES (?,?,?)",
		    err) == 0) {
		statement_text(&s, 1, name);
		statement_text(&s, 2, value);
		statement_int(&s, 3, now_ms);
		rc = statement_step(&s, err);
	}
	statement_close(&s);
	return rc < 0 ? -1 : 0;
}
