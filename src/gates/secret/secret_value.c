/* SPDX-License-Identifier: MIT */
/*
 * secret_value -- see secret_value.h.  What tells a generated value from a written one: few of its
 * pairs of letters are those that words are made of, and letters and digits take turns.
 */
#include "gates/secret/secret_value.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

double
secret_entropy(const char *s, size_t n)
{
	size_t counts[256] = {0};
	double bits = 0;

	for (size_t i = 0; i < n; i++)
		counts[(unsigned char)s[i]]++;
	for (int c = 0; c < 256; c++) {
		double p = (double)counts[c] / (double)n;

		if (counts[c])
			bits -= p * log2(p);
	}
	return bits;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_letter(char c)
{
	return is_lower(c) || is_upper(c);
}

static char
lower(char c)
{
	return is_upper(c) ? (char)(c + ('a' - 'A')) : c;
}

bool
secret_is_mixed(const char *s, size_t n)
{
	bool has_letter = false, has_digit = false;

	for (size_t i = 0; i < n; i++) {
		has_letter |= is_letter(s[i]);
		has_digit |= is_digit(s[i]);
	}
	return has_letter && has_digit;
}

static bool
has_word(const char *s, size_t n, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= n; i++) {
		size_t k = 0;

		while (k < len && lower(s[i + k]) == word[k])
			k++;
		if (k == len)
			return true;
	}
	return false;
}

static bool
has_any(const char *s, size_t n, const char *const *words, size_t nwords)
{
	for (size_t i = 0; i < nwords; i++) {
		if (has_word(s, n, words[i]))
			return true;
	}
	return false;
}

static size_t
longest_run(const char *s, size_t n)
{
	size_t best = 0, run = 0;

	for (size_t i = 0; i < n; i++) {
		run = i && s[i] == s[i - 1] ? run + 1 : 1;
		if (run > best)
			best = run;
	}
	return best;
}

/* abcdefghijklmnop, 123456789012: how many bytes follow the one before them. */
static size_t
longest_sequence(const char *s, size_t n)
{
	size_t best = 0, run = 1;

	for (size_t i = 1; i < n; i++) {
		bool is_next = s[i] == s[i - 1] + 1 || (s[i] == '0' && s[i - 1] == '9');

		run = is_next ? run + 1 : 1;
		if (run > best)
			best = run;
	}
	return best;
}

bool
secret_is_placeholder(const char *s, size_t n)
{
	static const char *const words[] = {
		"example",
		"placeholder",
		"changeme",
		"change-me",
		"change_me",
		"your-",
		"your_",
		"yourtoken",
		"yourkey",
		"yoursecret",
		"redacted",
		"dummy",
		"${",
		"{{",
		"}}",
		"$(",
		"<%",
		"-here",
		"_here",
		"tokenhere",
		"stringhere",
		"[redacted",
	};

	if (n == 0)
		return true;
	if (s[0] == '<' && s[n - 1] == '>')
		return true;
	if (s[0] == '$' || s[0] == '%' || (s[0] == '{' && s[n - 1] == '}'))
		return true;
	if (longest_run(s, n) * 2 >= n || longest_sequence(s, n) * 2 > n ||
		(longest_sequence(s, n) >= 20))
		return true;
	return has_any(s, n, words, countof(words));
}

/* Of the pairs of neighbouring letters, how many are common in English and in identifiers. */
static const char pairs[] =
	"th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le "
	"ve "
	"co me de hi ri ro ic ne ea ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec pr "
	"no "
	"ct us ac ot il tr ly nc et ut ss so rs un lo wa ge ie wh ee wi em ad ol rt po we na ul ni "
	"ts "
	"mo ow pa im mi ai sh ir su id os iv ia am fi ci vi pl ig tu ev ld ry mp fe bl ab gh ty op "
	"wo "
	"sa ay ex ke fr oo av ag if ap gr od bo sp rd do uc bu ei ov by rm ep tt oc fa ef cu rn sc "
	"gi "
	"da yo cr cl du ga qu ue ff ba ey ls va um pp ua up lu go ht ru ug ds lt pi rc rr eg au ck "
	"ew "
	"mu br bi pt ak pu ui rg ib tl ny ki rk ys ob mm fu ph og ms ye ud mb ip ub oi rl gu dr hr "
	"cc "
	"tw ft wn nu af hu nn eo vo rv nf xp gn sm fl iz ok nl my gl aw ju oa eq sy sl ps";

static bool
is_common(char a, char b)
{
	const char pair[] = {lower(a), lower(b), '\0'};

	for (const char *p = pairs; *p; p += p[2] ? 3 : 2) {
		if (p[0] == pair[0] && p[1] == pair[1])
			return true;
	}
	return false;
}

/* Words, as people write them, and as camelCase and snake_case join them. */
static bool
reads_as_words(const char *s, size_t n)
{
	size_t npairs = 0, ncommon = 0, nturns = 0, ndigits = 0;

	for (size_t i = 0; i < n; i++) {
		ndigits += is_digit(s[i]);
		if (i == 0)
			continue;
		if (is_letter(s[i]) && is_letter(s[i - 1])) {
			npairs++;
			ncommon += is_common(s[i - 1], s[i]);
		}
		nturns += (is_letter(s[i]) && is_digit(s[i - 1])) ||
			  (is_digit(s[i]) && is_letter(s[i - 1]));
	}
	if (nturns > 4 && ndigits * 8 > n)
		return false;
	return npairs >= 5 && ncommon * 100 >= npairs * 74;
}

static bool
is_uuid(const char *s, size_t n)
{
	if (n != 36)
		return false;
	for (size_t i = 0; i < n; i++) {
		bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
		char c = lower(s[i]);

		if (is_dash ? c != '-' : !is_digit(c) && !(c >= 'a' && c <= 'f'))
			return false;
	}
	return true;
}

/* src/a/b.c, a.b.c(), 2024-01-02T10:00, 1.2.3-rc4 */
static bool
has_structure(const char *s, size_t n)
{
	size_t nslashes = 0, ndots = 0, npunct = 0;

	for (size_t i = 0; i < n; i++) {
		nslashes += s[i] == '/';
		ndots += s[i] == '.';
		npunct += s[i] == '.' || s[i] == '-' || s[i] == '_' || s[i] == '/' || s[i] == ':';
	}
	if (is_uuid(s, n))
		return false;
	if (s[0] == '/' || s[0] == '.' || (s[0] == '-' && s[1] == '-'))
		return true;
	return npunct * 5 > n || nslashes * 9 > n || ndots * 9 > n;
}

bool
secret_is_generated(const char *s, size_t n)
{
	static const char *const words[] = {
		"..",
		"password",
		"passwd",
		"secret",
		"localhost",
		"http",
		"process",
		"config",
		"environ",
		"request",
		"response",
		"default",
		"public",
		"function",
		"string",
		"sha256-",
		"sha384-",
		"sha512-",
		"sha1-",
		"token",
		"test",
		"fake",
		"mock",
		"sample",
		"credential",
	};

	return secret_is_mixed(s, n) && !has_structure(s, n) && !reads_as_words(s, n) &&
	       !has_any(s, n, words, countof(words));
}
