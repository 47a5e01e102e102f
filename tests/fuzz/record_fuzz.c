/* SPDX-License-Identifier: MIT */
/* record_fuzz -- the reader of what is remembered of a snapshot never leaves what it is given; and
 * any index file that is a shelf comes back from a record with the stamps that went in. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "git/snapshot/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const struct shelf *is, const struct shelf *was)
{
	if (is->n != was->n || is->nfolders != was->nfolders)
		__builtin_trap();
	for (size_t i = 0; i < is->nfolders; i++) {
		if (memcmp(&is->folders[i].stamp, &was->folders[i].stamp,
			    sizeof(struct shelf_stamp)) != 0)
			__builtin_trap();
	}
}

static void
there_and_back(struct shelf *s, struct shelf_bytes image, struct arena *mem)
{
	static const char *folder;
	static struct arena *ours;
	const struct record_note note = {.surroundings = {1}};
	struct record back;
	struct error err;

	if (!folder) {
		ours = arena_new();
		folder = fs_temp_dir(getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp", ours, &err);
	}
	if (!folder)
		return;
	for (size_t i = 0; i < s->nfolders; i++)
		s->folders[i].stamp = (struct shelf_stamp){
			.ino = i * 7919, .ctime_ns = (int64_t)i - (int64_t)image.len};
	if (record_write(path_join(folder, "record", mem), &note, image, s, mem, &err) < 0)
		__builtin_trap();
	record_open(&back, path_join(folder, "record", mem), note.surroundings, mem);
	check(&back.shelf, s);
	record_close(&back);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const unsigned char surroundings[HASH_MAX];
	struct arena *mem = arena_new();
	struct record raw = {0};
	struct shelf s;

	if (record_read(&raw, data, size, surroundings, mem))
		check(&raw.shelf, &raw.shelf);
	if (shelf_read(&s, data, size, mem))
		there_and_back(&s, (struct shelf_bytes){.data = data, .len = size}, mem);
	arena_free(mem);
	return 0;
}
