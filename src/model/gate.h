/* SPDX-License-Identifier: MIT */
/*
 * gate -- what can be asked of a change, as tta.ini defines it.
 *
 * A struct gate is always an effective definition: defaults < preset < gate < KEY.STAGE < the
 * component's GATE.KEY.  config_gate() makes it; equal definitions are one pointer.
 */
#ifndef TTA_MODEL_GATE_H
#define TTA_MODEL_GATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/strs.h"
#include "model/command.h"
#include "model/config/origin.h"
#include "model/plan/pattern.h"
#include "model/stage.h"

enum scope { SCOPE_FILES, SCOPE_COMPONENT, SCOPE_REPOSITORY };
enum sees { SEES_FILES, SEES_COMPONENT, SEES_REPOSITORY };
enum level { LEVEL_FAIL, LEVEL_WARN, LEVEL_OFF };
enum missing { MISSING_FAIL, MISSING_WARN, MISSING_SKIP };
enum contain_wish { CONTAIN_NO, CONTAIN_YES, CONTAIN_TRY };
enum unloaded { UNLOADED_IGNORE, UNLOADED_ZERO };
enum new_only { NEW_ONLY_NO, NEW_ONLY_FINDINGS, NEW_ONLY_LINES };

struct retry {
	int times;        /* further attempts */
	const char *when; /* regex on the output; NULL: whatever it says */
};

struct gate {
	const char *name;
	struct origin origin, *origins; /* origins: a row a key of [gate] */
	struct command run, fix;
	struct strs builtin;
	struct command args;
	struct patterns files, inputs, unchanged;
	struct strs types, audience /* `for` */, needs, report, report_prefix, when, env_inputs;
	const char *in, *on, *group, *dir, *problem, *metric, *baseline, *tool, *cache;
	int from, dependants; /* stages; dependants may be STAGE_NONE */
	enum scope scope;
	enum sees sees;
	enum level level;
	enum missing missing;
	enum unloaded unloaded;
	enum new_only new_only;
	enum contain_wish contain;
	struct retry retry;
	int64_t timeout_ms;
	bool exclusive, parallel, ignored, ratchet;
	struct thresholds thresholds;
	struct threshold min, max;
	const char *
		broken; /* why no job of it can be judged by this version, with its line; or NULL */
};

#endif
