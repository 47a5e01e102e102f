/* SPDX-License-Identifier: MIT */
/* error -- see error.h.  Nothing here allocates: it must work when memory does not. */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int
error_set(struct error *err, enum error_code code, const char *fmt, ...)
{
	va_list ap;

	err->code = code;
	va_start(ap, fmt);
	vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
	va_end(ap);
	return -1;
}

int
error_errno(struct error *err, const char *fmt, ...)
{
	int saved = errno;
	size_t n;
	va_list ap;

	err->code = ERR_SYSTEM;
	va_start(ap, fmt);
	vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
	va_end(ap);
	n = strlen(err->msg);
	snprintf(err->msg + n, sizeof(err->msg) - n, ": %s", strerror(saved));
	return -1;
}

int
error_wrap(struct error *err, const char *fmt, ...)
{
	char tail[sizeof(err->msg)];
	size_t n;
	va_list ap;

	memcpy(tail, err->msg, sizeof(tail));
	va_start(ap, fmt);
	vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
	va_end(ap);
	n = strlen(err->msg);
	snprintf(err->msg + n, sizeof(err->msg) - n, ": %s", tail);
	return -1;
}

int
error_exit_status(const struct error *err)
{
	return err->code == ERR_USAGE || err->code == ERR_CONFIG ? 2 : 3;
}
