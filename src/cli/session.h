/* SPDX-License-Identifier: MIT */
/*
 * session -- an open repository, the tree in question, and the configuration that counts for it.
 *
 * Sequence: session_open(); then session_index() or a judged_* of the caller's into s->judged; then
 *           session_config(); session_reset() before the next tree; session_close() is legal on a
 *           zeroed one.
 * Config:   the tta.ini of the judged tree, that of another one (--config-from), or the file of -c;
 *           components are those of the judged tree whichever it is.  Its errors are all printed to
 *           the cli's err and refuse (ERR_CONFIG, already told: cli_fail() adds nothing); its
 *           warnings are left in problems, for `config lint`.
 */
#ifndef TTA_CLI_SESSION_H
#define TTA_CLI_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "git/commit/note.h"
#include "git/judged/judged.h"
#include "git/repo/repo.h"
#include "model/config/config.h"
#include "model/config/problem.h"

struct cli;

#define CONFIG_FILE "tta.ini"

struct session {
	struct cli *cli;
	int64_t began_ms; /* clock: git waits since then, for all trees together */
	struct repo repo;
	struct judged judged;
	struct config config;
	struct problems problems; /* of the configuration, sorted */
	enum note_asks asks;      /* of the change, once somebody has looked */
	bool has_config;          /* false: the tree has none and -c was not given */
};

int session_open(struct session *s, struct cli *cli, bool is_hook, struct error *err) TTA_MUST_USE;
/* T of the index. */
int session_index(struct session *s, struct error *err) TTA_MUST_USE;
/* A bare repository without an index is wrong usage; asked before session_index(). */
int session_need_index(const struct session *s, struct error *err) TTA_MUST_USE;
/* The configuration for s->judged.  Where there is none, has_config is false and config is all
 * defaults; session_need_config() then says what to do. */
int session_config(struct session *s, struct error *err) TTA_MUST_USE;
/* That file of any tree, to look at: the caller's to release, and to see what is wrong with it. */
int session_config_of(struct config *out, bool *has, struct problems *problems,
	const struct blob_source *tree, const char *file, struct error *err) TTA_MUST_USE;
int session_need_config(const struct session *s, struct error *err) TTA_MUST_USE;
/* All three for commands that look at what is staged. */
int session_staged(struct session *s, struct cli *cli, struct error *err) TTA_MUST_USE;

/* A path as given (relative to the current folder, or absolute) from the repository's root; ""
 * for the root itself. */
int session_path(const char **out, const struct session *s, const char *given,
	struct error *err) TTA_MUST_USE;

/* By name or alias; an unknown one is ERR_USAGE with the nearest. */
int session_component(const struct component **out, const struct session *s, const char *name,
	struct error *err) TTA_MUST_USE;

void session_release_judged(struct session *s); /* the configuration stays */
void session_reset(struct session *s);          /* both go, the repository stays open */
void session_close(struct session *s);

#endif
