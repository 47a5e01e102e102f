/* SPDX-License-Identifier: MIT */
/* rise -- see rise.h. */
#include "store/rise.h"

#include "store/journal.h"
#include "store/statement.h"

int
rise_add(struct journal *j, const struct rise *r, struct error *err)
{
	struct statement s;
	int rc = -1;

	if (statement_open(&s, j,
		    "INSERT INTO rise (at, component, from_stage, to_stage, who, reason, tree) "
		    "VALUES (?,?,?,?,?,?,?)",
		    err) == 0) {
		statement_int(&s, 1, r->at_ms);
		statement_text(&s, 2, r->component);
		statement_text(&s, 3, r->from);
		statement_text(&s, 4, r->to);
		statement_text(&s, 5, r->who);
		statement_text(&s, 6, r->reason);
		statement_oid(&s, 7, &r->tree);
		rc = statement_step(&s, err);
	}
	statement_close(&s);
	return rc < 0 ? -1 : 0;
}
