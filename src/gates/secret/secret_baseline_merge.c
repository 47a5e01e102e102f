/* SPDX-License-Identifier: MIT */
/*
 * secret_baseline -- see secret_baseline.h; here three versions of one into one.
 *
 * An entry is in what comes of it if both sides have it, or one has it and the base did not: what
 * one side took out is out, what either found is in.  Of an entry, and of every other key, that
 * side counts which changed it; where both did, theirs.
 */
#include <jansson.h>
#include <stdint.h>
#include <string.h>

#include "gates/secret/secret_baseline.h"

static bool
is_same_entry(const json_t *a, const json_t *b)
{
	return json_equal(
		       json_object_get(a, "hashed_secret"), json_object_get(b, "hashed_secret")) &&
	       json_equal(json_object_get(a, "type"), json_object_get(b, "type"));
}

static json_t *
find_entry(const json_t *list, const json_t *like)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		json_t *one = json_array_get(list, i);

		if (is_same_entry(one, like))
			return one;
	}
	return NULL;
}

/* NULL stands for "has none"; equal texts are equal. */
static json_t *
pick(json_t *ours, json_t *base, json_t *theirs)
{
	if (ours && base && json_equal(ours, base))
		return theirs;
	if (!ours && !base)
		return theirs;
	if ((theirs && base && json_equal(theirs, base)) || (!theirs && !base))
		return ours;
	return theirs ? theirs : ours;
}

static bool
is_kept(const json_t *ours, const json_t *base, const json_t *theirs)
{
	return (ours && theirs) || (ours && !base) || (theirs && !base);
}

static json_t *
merge_lists(json_t *ours, json_t *base, json_t *theirs)
{
	json_t *sides[] = {ours, theirs}, *out = json_array();

	for (size_t s = 0; s < 2; s++) {
		for (size_t i = 0; i < json_array_size(sides[s]); i++) {
			json_t *like = json_array_get(sides[s], i);
			json_t *o = find_entry(ours, like), *b = find_entry(base, like),
			       *t = find_entry(theirs, like);

			if (is_kept(o, b, t) && !find_entry(out, like))
				json_array_append(out, o && t ? pick(o, b, t) : o ? o : t);
		}
	}
	return out;
}

static void
merge_results(json_t *out, json_t *ours, json_t *base, json_t *theirs)
{
	json_t *sides[] = {ours, theirs}, *list;
	const char *path;

	for (size_t s = 0; s < 2; s++) {
		json_object_foreach(sides[s], path, list)
		{
			if (json_object_get(out, path))
				continue;
			list = merge_lists(json_object_get(ours, path), json_object_get(base, path),
				json_object_get(theirs, path));
			if (json_array_size(list))
				json_object_set(out, path, list);
			json_decref(list);
		}
	}
}

static json_t *
later(json_t *a, json_t *b)
{
	const char *x = json_string_value(a), *y = json_string_value(b);

	return x && y && strcmp(x, y) < 0 ? b : a;
}

int
secret_baseline_merge(struct secret_baseline *ours, const struct secret_baseline *base,
	const struct secret_baseline *theirs, struct arena *mem, struct error *err)
{
	json_t *o = ours->json, *b = base->json, *t = theirs->json;
	json_t *out = json_copy(o), *results = json_object(), *value;
	const char *key;

	if (!out || !results)
		return error_set(err, ERR_SYSTEM, "cannot merge baselines");
	json_object_foreach(t, key, value)
	{
		json_t *mine = json_object_get(o, key);

		if (strcmp(key, "generated_at") == 0)
			value = mine ? later(mine, value) : NULL;
		else
			value = pick(mine, json_object_get(b, key), value);
		if (value)
			json_object_set(out, key, value);
	}
	merge_results(results, json_object_get(o, "results"), json_object_get(b, "results"),
		json_object_get(t, "results"));
	json_object_set_new(out, "results", secret_baseline_sorted(results, mem));
	json_decref(results);
	json_decref(o);
	ours->json = out;
	ours->n = 0; /* the entries are those of before */
	return 0;
}
