/* SPDX-License-Identifier: MIT */
/*
 * secret -- a rule of the built-in `secrets`, as [secret NAME] says it: shipped in config/secrets/
 * or written in tta.ini, with the same keys.
 */
#ifndef TTA_MODEL_SECRET_H
#define TTA_MODEL_SECRET_H

#include "base/strs.h"
#include "model/config/origin.h"
#include "model/plan/pattern.h"
#include "model/stage.h"

enum secret_tier { SECRET_SURE, SECRET_LIKELY, SECRET_WEAK };

struct secret {
	const char *name;
	struct origin origin, *origins;
	const char *about, *pattern, *allow, *type;
	struct strs keywords, near, check, good, bad;
	struct patterns files;
	struct threshold entropy;
	int back;
	enum secret_tier tier;
};

#endif
