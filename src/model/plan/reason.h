/* SPDX-License-Identifier: MIT */
/*
 * reason -- why a job is there, or cannot be judged, in a few words.
 */
#ifndef TTA_MODEL_REASON_H
#define TTA_MODEL_REASON_H

struct gate;
struct members;
struct planning;
struct touch_file;

/* What happened to files, by the selection: "changed", "were named", "exist". */
const char *reason_verb(const struct planning *p);
/* And as an adjective before "file": "changed ", "named ", "". */
const char *reason_adjective(const struct planning *p);
/* For files scope: "3 changed files", "input ruff.toml changed", "all files", "named". */
const char *reason_files(const struct members *of, struct planning *p);
/* For the other scopes: "src/x.c changed and 3 more", "depends on neo4j, which changed", … */
const char *reason_members(const struct members *of, struct planning *p);
/* Why no job of the gate on this file can be judged: a tie, or content that could not be read. */
const char *reason_file_broken(
	const struct gate *g, const struct touch_file *f, struct planning *p);
/* The same of what concerns the gate among the members' files. */
const char *reason_members_broken(const struct members *of, struct planning *p);

#endif
