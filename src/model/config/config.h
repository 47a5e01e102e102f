/* SPDX-License-Identifier: MIT */
/*
 * config -- tta.ini and its presets, read, merged, and resolved.
 *
 * Sequence:  config_read(), then anything below, config_release().
 * Order:     built-in defaults < presets in the order named < tta.ini; `key = v` replaces,
 *            `key += v` adds.  [components] templates are expanded against the tree; a [component]
 *            with the name of a generated one overrides or adds to it.
 * Errors:    problems holds everything that is wrong; when problems_refuse() the config must not be
 *            used.  -1 and *err only where the tree could not be read.
 */
#ifndef TTA_MODEL_CONFIG_H
#define TTA_MODEL_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strs.h"
#include "model/component.h"
#include "model/config/key.h"
#include "model/config/origin.h"
#include "model/env.h"
#include "model/gate.h"
#include "model/secret.h"
#include "model/stage.h"

struct arena;
struct blob_source;
struct buf;
struct problems;

struct budget {
	struct budget_item {
		const char *event;
		int64_t ms;
	} * v;
	size_t n, cap;
};

enum isolation { ISOLATION_AUTO, ISOLATION_SNAPSHOT, ISOLATION_IN_PLACE };

struct settings { /* [tta] */
	struct origin origin, *origins;
	int version;
	struct strs presets;
	int target;
	struct patterns ignore, generated;
	struct budget budget;
	const char *since;
	const char *signers;
	enum isolation isolation;
};

enum commit_policy { COMMIT_ANY, COMMIT_MERGE, COMMIT_NONE };
enum draft_policy { DRAFT_WARN, DRAFT_FAIL, DRAFT_ALLOW };
enum push_policy { PUSH_ANY, PUSH_FAST_FORWARD, PUSH_NONE };

struct branch { /* [branch PATTERN...] */
	struct patterns names;
	struct origin origin, *origins;
	enum commit_policy commit;
	enum push_policy push;
	enum draft_policy fixup, wip;
};

enum commit_compat { COMPAT_NONE, COMPAT_COMMITLINT_20, COMPAT_COMMITLINT_21 };

struct commit_rules { /* [commit] */
	struct origin origin, *origins;
	enum commit_compat compat;
	struct strs types, scopes, free, body_required;
	enum level scope_match;
	const char *issue; /* or NULL */
	bool sign_off, default_ignores;
	struct strs ignore, ignore_authors;
};

enum rule_level { RULE_ERROR, RULE_WARN, RULE_OFF };
enum rule_when { RULE_ALWAYS, RULE_NEVER };

struct commit_rule { /* [rule NAME]; which names there are is known in gates/ */
	const char *name;
	struct origin origin, *origins; /* file NULL: not given */
	enum rule_level level;
	enum rule_when when;
	const char *value;
};

struct config {
	const char *file; /* "tta.ini", as findings name it */
	struct settings tta;
	struct commit_rules commit;
	struct stages stages;
	struct components components;
	struct envs envs;
	struct gate *gates; /* base definitions (no stage, no component) in order of declaration */
	size_t ngates;
	struct branch *branches;
	size_t nbranches;
	struct secret *secrets;
	size_t nsecrets;
	struct commit_rule *rules;
	size_t nrules;
	struct config_private *own; /* merged sections, cache of effective gates */
};

struct config_input {
	const char *file, *text; /* text NULL: there is no tta.ini; everything is default */
	size_t len;
	const struct blob_source *tree; /* for [components] each */
	/* The work tree, to say of what is not in tree that it could be added; NULL: not asked. */
	const struct blob_source *beside;
};

int config_read(struct config *out, const struct config_input *in, struct problems *problems,
	struct arena *mem, struct error *err) TTA_MUST_USE;
void config_release(struct config *c);

/*
 * A gate as it acts for a component at a stage.  Equal definitions give one pointer, also where
 * the stages or components differ.  Never fails: values were checked when they were read.
 */
const struct gate *config_gate(const struct config *c, size_t gate, size_t component, int stage);

/*
 * What acts on verdicts in a gate that config_gate() gave, and in an environment: the keys that are
 * part of the verdict key, as text.  Equal texts act equally; how a value was put together
 * (presets, stages, `+=`) does not show.
 */
const char *config_gate_acts(const struct config *c, const struct gate *g, struct arena *mem);
const char *config_env_acts(const struct config *c, const struct env *e, struct arena *mem);

/* The merged configuration as an INI file that reads back the same, each line with its origin. */
void config_dump(struct buf *out, const struct config *c);
/* The reference of all sections and keys, Markdown, out of the table. */
void config_reference(struct buf *out);

/* The presets compiled in. */
struct preset {
	const char *name, *text;
	size_t len;
};
extern const struct preset presets[];
extern const size_t npresets;

#endif
