/* SPDX-License-Identifier: MIT */
/*
 * secret_machine -- many words looked for at once in any case: Aho and Corasick's automaton, as a
 * dense table over classes of bytes.
 *
 * Walk:      state = secret_machine_step(m, state, byte), from 0; what ends here is told by
 *            secret_machine_ends() where state >= first_end.
 * Ownership: everything lives in the arena given to secret_machine_build(), or is const data.
 * Limits:    65,535 states.
 */
#ifndef TTA_GATES_SECRET_MACHINE_H
#define TTA_GATES_SECRET_MACHINE_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct arena;

struct secret_end {     /* a word ends here */
	uint16_t owner; /* as given with the word */
	uint16_t len;
};

struct secret_machine {
	const unsigned char *classes; /* 256 */
	const uint16_t *next;         /* nstates rows of nclasses */
	const uint32_t *lists; /* of state first_end + i: ends[lists[i]] to ends[lists[i + 1]] */
	const struct secret_end *ends;
	uint32_t nclasses, nstates, first_end, nends;
};

struct secret_word {
	const char *text;
	uint16_t owner;
};

int secret_machine_build(struct secret_machine *out, const struct secret_word *words, size_t n,
	struct arena *mem, struct error *err) TTA_MUST_USE;

static inline uint32_t
secret_machine_step(const struct secret_machine *m, uint32_t state, unsigned char byte)
{
	return m->next[state * m->nclasses + m->classes[byte]];
}

#endif
