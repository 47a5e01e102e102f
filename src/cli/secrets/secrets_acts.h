/* SPDX-License-Identifier: MIT */
/*
 * secrets_acts -- what `tta-check secrets` can do besides looking: keep a baseline, label it, merge
 * it.  Each returns an exit status and has told what came of it.
 */
#ifndef TTA_CLI_SECRETS_ACTS_H
#define TTA_CLI_SECRETS_ACTS_H

#include "base/error.h"
#include "base/strs.h"
#include "gates/secret/secret_baseline.h"
#include "gates/secret/secret_wish.h"

struct cli;
struct session;
struct secrets_options;

#define SECRETS_BASELINE ".secrets.baseline"

struct secrets_options {
	const char *baseline, *format, *tier;
	struct strs off;
	bool is_full;
};

int secrets_baseline(struct cli *cli, const struct secrets_options *o, const struct strs *paths);
int secrets_audit(struct cli *cli, const struct secrets_options *o, const struct strs *paths);
int secrets_merge(struct cli *cli, const struct secrets_options *o, const struct strs *paths);

int secrets_wish_of(struct secret_wish *out, const struct secrets_options *o, struct cli *cli,
	struct error *err) TTA_MUST_USE;
/* The baseline that is meant: the option's, that of a gate with `secrets`, or the usual name; from
 * the root. */
const char *secrets_baseline_path(const struct secrets_options *o, const struct session *s);
/* Where that is on disk. */
const char *secrets_baseline_place(const struct secrets_options *o, const struct session *s);
/* As it is in the work tree; *is_new where there is none. */
int secrets_baseline_open(struct secret_baseline *out, bool *is_new, const char *path,
	struct cli *cli, struct error *err) TTA_MUST_USE;
int secrets_baseline_save(const char *path, const struct secret_baseline *b, struct cli *cli,
	struct error *err) TTA_MUST_USE;

#endif
