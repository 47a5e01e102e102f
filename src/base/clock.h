/* SPDX-License-Identifier: MIT */
/* clock -- what time it is, for people and for what outlives a run; proc_clock_ms() is for waiting.
 */
#ifndef TTA_BASE_CLOCK_H
#define TTA_BASE_CLOCK_H

#include <stdint.h>

int64_t clock_wall_ms(void); /* since the epoch */

#endif
