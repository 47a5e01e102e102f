/* SPDX-License-Identifier: MIT */
/* quantity -- see quantity.h. */
#include "model/config/quantity.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"

#define QUANTITY_MAX 1000000000

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits at *p; -1 where there are none or too many. */
static int64_t
take_number(const char **p)
{
	int64_t n = 0;

	if (!is_digit(**p))
		return -1;
	for (; is_digit(**p); (*p)++) {
		n = n * 10 + (**p - '0');
		if (n > QUANTITY_MAX)
			return -1;
	}
	return n;
}

int
quantity_count(int *out, const char *text, struct error *err)
{
	const char *p = text;
	int64_t n = take_number(&p);

	if (n < 0 || *p)
		return error_set(err, ERR_CONFIG, "takes a whole number, not '%s'", text);
	*out = (int)n;
	return 0;
}

int
quantity_decimal(double *out, const char *text, struct error *err)
{
	const char *p = text;
	int64_t whole = take_number(&p);
	double fraction = 0, unit = 1;

	if (whole >= 0 && *p == '.' && is_digit(p[1])) {
		for (p++; is_digit(*p); p++) {
			fraction = fraction * 10 + (*p - '0');
			unit *= 10;
		}
	}
	if (*p == '%')
		p++;
	if (whole < 0 || *p || unit > QUANTITY_MAX)
		return error_set(
			err, ERR_CONFIG, "takes a number such as 80, 80%% or 72.5, not '%s'", text);
	*out = (double)whole + fraction / unit;
	return 0;
}

int
quantity_duration(int64_t *out, const char *text, struct error *err)
{
	static const struct {
		const char *unit;
		int64_t ms;
	} units[] = {{"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000}, {"d", 86400000}};
	const char *p = text;
	int64_t n = take_number(&p);

	for (size_t i = 0; n >= 0 && i < countof(units); i++) {
		if (strcmp(p, units[i].unit) == 0) {
			*out = n * units[i].ms;
			return 0;
		}
	}
	return error_set(err, ERR_CONFIG,
		"takes a duration such as 500ms, 30s, 4m, 2h or 90d, not '%s'", text);
}
