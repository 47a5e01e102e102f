/* SPDX-License-Identifier: MIT */
/* dice -- random numbers that come again with their seed (splitmix64). */
#ifndef TTA_TORTURE_DICE_H
#define TTA_TORTURE_DICE_H

#include <stdbool.h>
#include <stdint.h>

struct dice {
	uint64_t state;
};

static inline uint64_t
dice_roll(struct dice *d)
{
	uint64_t z = d->state += 0x9e3779b97f4a7c15U;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
	return z ^ (z >> 31);
}

static inline unsigned
dice_below(struct dice *d, unsigned n)
{
	return (unsigned)(dice_roll(d) % n);
}

static inline bool
dice_percent(struct dice *d, unsigned percent)
{
	return dice_below(d, 100) < percent;
}

#endif
