/* SPDX-License-Identifier: MIT */
/* memo -- see memo.h. */
#include "store/memo.h"

#include <stddef.h>

#include "base/arena.h"
#include "store/statement.h"

int
memo_get(const char **value, struct journal *j, const char *name, struct arena *mem,
	struct error *err)
{
	const struct statement_value v[] = {VALUE_OF_TEXT(name)};
	struct statement s;
	int rc =
		statement_first(&s, j, "SELECT value FROM memo WHERE name = ?", v, countof(v), err);

	*value = NULL;
	if (rc > 0)
		*value = statement_get_text(&s, 0, mem);
	statement_close(&s);
	return rc < 0 ? -1 : 0;
}

int
memo_set(struct journal *j, const char *name, const char *value, int64_t now_ms, struct error *err)
{
	const struct statement_value v[] = {
		VALUE_OF_TEXT(name), VALUE_OF_TEXT(value), VALUE_OF_INT(now_ms)};

	return statement_do(j, "INSERT OR REPLACE INTO memo (name, value, at) VALUES (?,?,?)", v,
		countof(v), err);
}
