/* SPDX-License-Identifier: MIT */
/* html -- see html.h. */
#include "gates/paper/html.h"

#include <ctype.h>
#include <string.h>

static bool
is_named(const char *html, const char *equals, const char *const *names)
{
	const char *end = equals, *start;

	while (end > html && isspace((unsigned char)end[-1]))
		end--;
	for (start = end; start > html && isalpha((unsigned char)start[-1]);)
		start--;
	if (start == html || !isspace((unsigned char)start[-1]))
		return false;
	for (; *names; names++) {
		if ((size_t)(end - start) == strlen(*names) &&
			strncmp(start, *names, (size_t)(end - start)) == 0)
			return true;
	}
	return false;
}

static struct html_value
value_at(const char *p)
{
	while (isspace((unsigned char)*p))
		p++;
	if (*p == '"' || *p == '\'') {
		const char quote[2] = {*p, '\0'};

		return (struct html_value){p + 1, strcspn(p + 1, quote)};
	}
	return (struct html_value){p, strcspn(p, " \t\r\n>")};
}

bool
html_next(struct html_value *out, const char *html, size_t *at, const char *const *names)
{
	for (const char *p = html + *at; (p = strchr(p, '=')) != NULL; p++) {
		if (!is_named(html, p, names))
			continue;
		*out = value_at(p + 1);
		*at = (size_t)(out->s - html) + out->n;
		return true;
	}
	*at += strlen(html + *at);
	return false;
}
