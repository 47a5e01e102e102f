/* SPDX-License-Identifier: MIT */
/*
 * record -- see record.h.  The file: a header as it lies in memory, then the index file, then a
 * stamp for each folder of its TREE.  It is of this machine and this build alone; another one's
 * header does not fit, and is no record.
 */
#define _GNU_SOURCE /* renameat2 */

#include "git/snapshot/record.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"

static const char magic[16] = "tta record 2\n";

struct header {
	char magic[sizeof(magic)];
	uint64_t size, nstamps; /* what follows: so many bytes of index, then so many stamps */
	uint64_t note_sum, image_sum, stamps_sum;
	struct record_note note;
};

static struct header
header_of(const struct record_note *note, struct shelf_bytes image, const struct shelf_stamp *v,
	size_t n)
{
	struct header h;

	memset(&h, 0, sizeof(h)); /* what lies between its members too: all of it is summed up */
	memcpy(h.magic, magic, sizeof(magic));
	h.size = image.len;
	h.nstamps = n;
	memcpy(&h.note, note, sizeof(*note));
	h.note_sum = hash_quick(&h.note, sizeof(h.note));
	h.image_sum = hash_quick(image.data, image.len);
	h.stamps_sum = hash_quick(v, n * sizeof(*v));
	return h;
}

static bool
fits(const struct header *h, size_t len, const unsigned char *surroundings)
{
	size_t rest = len - sizeof(*h);

	return memcmp(h->magic, magic, sizeof(magic)) == 0 && h->size <= rest &&
	       h->nstamps == (rest - h->size) / sizeof(struct shelf_stamp) &&
	       (rest - h->size) % sizeof(struct shelf_stamp) == 0 &&
	       memcmp(h->note.surroundings, surroundings, HASH_MAX) == 0 &&
	       h->note_sum == hash_quick(&h->note, sizeof(h->note));
}

bool
record_read(struct record *out, const unsigned char *data, size_t len,
	const unsigned char *surroundings, struct arena *mem)
{
	const unsigned char *stamps;
	struct header h;

	if (len < sizeof(h))
		return false;
	memcpy(&h, data, sizeof(h));
	if (!fits(&h, len, surroundings))
		return false;
	out->note = h.note;
	out->image = (struct shelf_bytes){.data = data + sizeof(h), .len = (size_t)h.size};
	stamps = out->image.data + out->image.len;
	if (h.image_sum != hash_quick(out->image.data, out->image.len) ||
		h.stamps_sum != hash_quick(stamps, len - sizeof(h) - out->image.len) ||
		!shelf_read(&out->shelf, out->image.data, out->image.len, mem) ||
		h.nstamps != out->shelf.nfolders)
		return false;
	for (size_t i = 0; i < out->shelf.nfolders; i++, stamps += sizeof(struct shelf_stamp))
		memcpy(&out->shelf.folders[i].stamp, stamps, sizeof(struct shelf_stamp));
	return true;
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
		data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
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
	if (map(out, path) && record_read(out, out->map, out->len, surroundings, mem))
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

struct piece {
	const void *data;
	size_t len;
};

/* Over what is there, as jot.c does and for its reasons. */
static int
write_file(const char *path, const struct piece *pieces, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600), rc = 0;
	size_t len = 0;
	struct stat st;

	if (fd < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < n; i++) {
		rc = fs_write_fd(fd, pieces[i].data, pieces[i].len);
		len += pieces[i].len;
	}
	if (rc == 0 &&
		(fstat(fd, &st) < 0 || ((size_t)st.st_size > len && ftruncate(fd, (off_t)len) < 0)))
		rc = -1;
	if (close(fd) < 0)
		rc = -1;
	return rc;
}

int
record_write(const char *path, const struct record_note *note, struct shelf_bytes image,
	const struct shelf *shelf, struct arena *mem, struct error *err)
{
	const char *other = arena_printf(mem, "%s.other", path);
	struct shelf_stamp *stamps = arena_alloc(mem, shelf->nfolders, sizeof(*stamps));
	struct header h;
	const struct piece pieces[] = {{&h, sizeof(h)}, {image.data, image.len},
		{stamps, shelf->nfolders * sizeof(*stamps)}};

	for (size_t i = 0; i < shelf->nfolders; i++)
		stamps[i] = shelf->folders[i].stamp;
	h = header_of(note, image, stamps, shelf->nfolders);
	if (write_file(other, pieces, countof(pieces)) < 0)
		return error_errno(err, "cannot write '%s'", other);
	/* Changing places with the old one leaves a file to write over the next time, and no flush
	 * of the new one, which ext4 does for a file that is renamed over another. */
	if (renameat2(AT_FDCWD, other, AT_FDCWD, path, RENAME_EXCHANGE) < 0 &&
		rename(other, path) < 0)
		return error_errno(err, "cannot rename '%s'", other);
	return 0;
}
