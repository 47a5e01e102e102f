/* SPDX-License-Identifier: MIT */
/*
 * record -- see record.h.  The file: a header as it lies in memory, then the index file.  It is of
 * this machine and this build alone; another one's header does not fit, and is no record.
 */
#define _GNU_SOURCE /* renameat2 */

#include "git/record.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"

#define MAGIC "tta record 1\n"

struct header {
	char magic[16];
	uint64_t size, note_sum, image_sum;
	struct record_note note;
};

static struct header
header_of(const struct record_note *note, struct shelf_bytes image)
{
	struct header h;

	memset(&h, 0, sizeof(h)); /* what lies between its members too: all of it is summed up */
	memcpy(h.magic, MAGIC, sizeof(MAGIC));
	h.size = image.len;
	memcpy(&h.note, note, sizeof(*note));
	h.note_sum = hash_quick(&h.note, sizeof(h.note));
	h.image_sum = hash_quick(image.data, image.len);
	return h;
}

static bool
read_it(struct record *out, const unsigned char *surroundings, struct arena *mem)
{
	struct header h;

	if (out->len < sizeof(h))
		return false;
	memcpy(&h, out->map, sizeof(h));
	if (memcmp(h.magic, MAGIC, sizeof(MAGIC)) != 0 || h.size != out->len - sizeof(h) ||
		memcmp(h.note.surroundings, surroundings, HASH_MAX) != 0 ||
		h.note_sum != hash_quick(&h.note, sizeof(h.note)))
		return false;
	out->note = h.note;
	out->image = (struct shelf_bytes){
		.data = (const unsigned char *)out->map + sizeof(h), .len = (size_t)h.size};
	return h.image_sum == hash_quick(out->image.data, out->image.len) &&
	       shelf_read(&out->shelf, out->image.data, out->image.len, mem);
}

static bool
map(struct record *out, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat st;
	void *data = MAP_FAILED;

	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
		data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (data == MAP_FAILED)
		return false;
	*out = (struct record){.map = data, .len = (size_t)st.st_size};
	return true;
}

void
record_open(
	struct record *out, const char *path, const unsigned char *surroundings, struct arena *mem)
{
	*out = (struct record){0};
	if (map(out, path) && read_it(out, surroundings, mem))
		return;
	record_close(out);
}

void
record_close(struct record *r)
{
	if (r->map)
		munmap(r->map, r->len);
	*r = (struct record){0};
}

/* Over what is there, as jot.c does and for its reasons. */
static int
write_file(const char *path, const struct header *h, struct shelf_bytes image)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600), rc = 0;
	struct stat st;

	if (fd < 0)
		return -1;
	if (fs_write_fd(fd, h, sizeof(*h)) < 0 || fs_write_fd(fd, image.data, image.len) < 0 ||
		fstat(fd, &st) < 0 ||
		((size_t)st.st_size > sizeof(*h) + image.len &&
			ftruncate(fd, (off_t)(sizeof(*h) + image.len)) < 0))
		rc = -1;
	if (close(fd) < 0)
		rc = -1;
	return rc;
}

int
record_write(const char *path, const struct record_note *note, struct shelf_bytes image,
	struct arena *mem, struct error *err)
{
	const char *other = arena_printf(mem, "%s.other", path);
	const struct header h = header_of(note, image);

	if (write_file(other, &h, image) < 0)
		return error_errno(err, "cannot write '%s'", other);
	/* Changing places with the old one leaves a file to write over the next time, and no flush
	 * of the new one, which ext4 does for a file that is renamed over another. */
	if (renameat2(AT_FDCWD, other, AT_FDCWD, path, RENAME_EXCHANGE) < 0 &&
		rename(other, path) < 0)
		return error_errno(err, "cannot rename '%s'", other);
	return 0;
}
