/* SPDX-License-Identifier: MIT */
/*
 * error -- why a function could not do its job, told once, where it is known.
 *
 * A gate that says no is NOT an error: that is a struct verdict.
 * Messages: lower case, what went wrong first, the subject in single quotes, path:line where there
 * is one, a known remedy after a semicolon; one line, no full stop, no program name.
 */
#ifndef TTA_BASE_ERROR_H
#define TTA_BASE_ERROR_H

#define TTA_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define TTA_MUST_USE __attribute__((warn_unused_result))

enum error_code {
	ERR_NONE,
	ERR_USAGE,  /* the command line is wrong               exit 2 */
	ERR_CONFIG, /* tta.ini is wrong; msg has file:line     exit 2 */
	ERR_GIT,    /* the repository could not be read        exit 3 */
	ERR_SYSTEM, /* errno                                   exit 3 */
	ERR_LIMIT,  /* a stated limit was hit                  exit 3 */
};

struct error {
	enum error_code code;
	char msg[1024];
};

/* Each returns -1, so that callers can write `return error_set(...)`. */
int error_set(struct error *err, enum error_code code, const char *fmt, ...) TTA_PRINTF(3, 4);
int error_errno(struct error *err, const char *fmt, ...) TTA_PRINTF(2, 3); /* "context: strerror" */
int error_wrap(struct error *err, const char *fmt, ...) TTA_PRINTF(2, 3);  /* "context: message" */
int error_exit_status(const struct error *err);

#endif
