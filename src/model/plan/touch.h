/* SPDX-License-Identifier: MIT */
/*
 * touch -- whose paths a change is about, and which components it touches.
 *
 * A component is touched iff, against every base, a file of its own or of what it depends on
 * differs.  Against at most one base that is "some file differs"; a merge that takes over what one
 * side did to a component does not touch it.
 * Ignored paths are nobody's and touch nothing; they are listed with component 0 for the gates
 * that see them.  A path that two components claim alike is listed with both.
 */
#ifndef TTA_MODEL_TOUCH_H
#define TTA_MODEL_TOUCH_H

#include <stdbool.h>
#include <stddef.h>

#include "model/change.h"
#include "model/component.h"

struct arena;
struct plan_input;

enum touch_head { HEAD_UNREAD, HEAD_READ, HEAD_LOST };

struct touch_path { /* what is known of a path, however many bases it differs from */
	const char *path;
	struct owner owner; /* component 0 for nobody's and for ignored paths */
	bool is_ignored, is_generated;
	bool is_told, may_be_text;  /* told: by its name it may be text or not, see filter.c */
	enum touch_head head_state; /* of its content, read when a type asks for it */
	const char *head;           /* READ: first bytes; LOST: why it could not be read */
	size_t head_len;
};

struct touch_file {
	struct touch_path *of;
	const struct change *change;
};

struct touch_set {            /* what differs from one base, or from all */
	struct touch_file *v; /* by path */
	size_t n;
	size_t *start, *by; /* files of component c: v[by[start[c]]] … v[by[start[c + 1] - 1]] */
};

enum touch_how { TOUCH_NOT, TOUCH_OWN, TOUCH_THROUGH };

struct touch {
	struct touch_set judged; /* differs from every base: what {files} is made of */
	struct touch_set *bases; /* against each base; at least one set */
	size_t nbases;
	enum touch_how *how; /* a row a component */
	bool has_ignored;    /* some base differs in an ignored path */
	size_t *through;     /* TOUCH_THROUGH: the dependency that changed */
};

/* It depends on the configuration, the changes and the event's selection, not on what is asked for
 * of them: plans with other selectors can share it. */
void touch_read(struct touch *out, const struct plan_input *in, struct arena *mem);
/* A further set of paths, in any order, with their owners. */
void touch_set_read(struct touch_set *out, const struct plan_input *in,
	const struct change_set *changes, struct arena *mem);

static inline size_t
touch_count(const struct touch_set *s, size_t component)
{
	return s->start[component + 1] - s->start[component];
}

static inline const struct touch_file *
touch_file(const struct touch_set *s, size_t component, size_t i)
{
	return &s->v[s->by[s->start[component] + i]];
}

#endif
