/* SPDX-License-Identifier: MIT */
/*
 * index -- see index.h.  gitformat-index(5): a header of 12 bytes, the entries (versions 2 and 3
 * padded to eight bytes, version 4 with a shared prefix left out), extensions of four letters and a
 * length, and the SHA-1 of all that.  Reading never leaves data[0..len), whatever is in it.
 */
#include "git/judged/index.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"

#define HEADER_LEN 12
#define ID_LEN 20
#define MODE_AT 24
#define ID_AT 40
#define FIXED_LEN 62            /* of an entry before its name: 40 of stat, an id, flags */
#define FLAG_EXTENDED 0x4000    /* two more bytes of flags */
#define FLAG_SKIP_WORKTREE 0x40 /* in the first of those */
#define FLAG_NAME_MASK 0x0fff   /* a name this long or longer ends with its NUL */
#define EOIE_LEN (4 + ID_LEN)   /* where entries end, and a hash of the extensions' headers */
#define EXTENSION_HEADER_LEN 8  /* four letters and a length */

static uint32_t
be32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static size_t
left(const struct index_span *s)
{
	return (size_t)(s->end - s->at);
}

int
index_open(struct index_map *out, const char *path, struct error *err)
{
	struct stat st;
	void *data;
	int fd;

	*out = (struct index_map){0};
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0)
		return error_errno(err, "cannot open the index '%s'", path);
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size < HEADER_LEN + ID_LEN) {
		close(fd);
		return error_set(err, ERR_GIT,
			"the index '%s' is cut short or no file; git fsck and git reset tell more",
			path);
	}
	data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (data == MAP_FAILED)
		return error_errno(err, "cannot map the index '%s'", path);
	out->data = data;
	out->len = (size_t)st.st_size;
	out->stamp = fs_stamp_of(&st);
	return 0;
}

void
index_close(struct index_map *index)
{
	if (index->data)
		munmap((void *)(uintptr_t)index->data, index->len);
	*index = (struct index_map){0};
}

/* Versions 2 and 3: the name's length is told, or 4,095 and more and a NUL to look for. */
static bool
take_padded(struct index_entry *out, struct index_span *s)
{
	size_t fixed = FIXED_LEN, name;
	unsigned flags;

	if (left(s) < FIXED_LEN + 2)
		return false;
	*out = (struct index_entry){
		.id = s->at + ID_AT, .stat = s->at, .mode = be32(s->at + MODE_AT)};
	flags = (unsigned)s->at[60] << 8 | s->at[61];
	if (flags & FLAG_EXTENDED) {
		out->is_hidden = (s->at[62] & FLAG_SKIP_WORKTREE) != 0;
		fixed += 2;
	}
	name = flags & FLAG_NAME_MASK;
	if (name == FLAG_NAME_MASK) {
		const unsigned char *nul = memchr(s->at + fixed, 0, left(s) - fixed);

		if (!nul)
			return false;
		name = (size_t)(nul - s->at) - fixed;
	}
	if (name > UINT32_MAX - FIXED_LEN)
		return false;
	out->path = (const char *)s->at + fixed;
	out->len = (uint32_t)name;
	fixed = (fixed + name + 8) & ~(size_t)7;
	if (left(s) < fixed)
		return false;
	s->at += fixed;
	return out->path[name] == '\0';
}

static bool
skip_padded(struct index_span *s)
{
	struct index_entry ignored;

	return take_padded(&ignored, s);
}

bool
index_walk(const unsigned char *data, size_t len,
	void (*see)(void *ctx, const struct index_entry *entry), void *ctx,
	struct index_span *extensions)
{
	struct index_span s;
	uint32_t version;

	if (len < HEADER_LEN + ID_LEN || memcmp(data, "DIRC", 4) != 0)
		return false;
	version = be32(data + 4);
	if (version != 2 && version != 3)
		return false;
	s = (struct index_span){data + HEADER_LEN, data + len - ID_LEN};
	for (uint32_t count = be32(data + 8); count; count--) {
		struct index_entry entry;

		if (!take_padded(&entry, &s))
			return false;
		see(ctx, &entry);
	}
	if (extensions)
		*extensions = s;
	return true;
}

/* Version 4: how much of the last name goes, in a number of any length, then the rest and a NUL. */
static bool
skip_compressed(struct index_span *s)
{
	size_t fixed = FIXED_LEN;
	const unsigned char *nul;

	if (left(s) < FIXED_LEN + 2)
		return false;
	if (s->at[60] & (FLAG_EXTENDED >> 8))
		fixed += 2;
	s->at += fixed;
	while (s->at < s->end && *s->at & 0x80)
		s->at++;
	if (s->at >= s->end)
		return false;
	s->at++;
	nul = memchr(s->at, 0, left(s));
	if (!nul)
		return false;
	s->at = nul + 1;
	return true;
}

static bool
skip_entries(struct index_span *s, uint32_t version, uint32_t count)
{
	bool (*skip)(struct index_span *) = version == 4 ? skip_compressed : skip_padded;

	while (count--) {
		if (!skip(s))
			return false;
	}
	return true;
}

/* All of them must end exactly where s does. */
bool
index_extension(struct index_span *found, struct index_span s, const char *name)
{
	*found = (struct index_span){0};
	while (s.at < s.end) {
		uint32_t size;

		if (left(&s) < EXTENSION_HEADER_LEN)
			return false;
		size = be32(s.at + 4);
		if (left(&s) - EXTENSION_HEADER_LEN < size)
			return false;
		if (memcmp(s.at, name, 4) == 0) {
			found->at = s.at + EXTENSION_HEADER_LEN;
			found->end = found->at + size;
		}
		s.at += EXTENSION_HEADER_LEN + size;
	}
	return true;
}

/* The hash EOIE keeps: of each extension's letters and length, itself left out. */
static bool
headers_match(struct index_span s, const unsigned char *want)
{
	unsigned char headers[EXTENSION_HEADER_LEN * 32], digest[HASH_MAX];
	struct error ignored;
	size_t n = 0;

	for (; s.at < s.end; s.at += EXTENSION_HEADER_LEN + be32(s.at + 4)) {
		if (n + EXTENSION_HEADER_LEN > sizeof(headers))
			return false;
		memcpy(headers + n, s.at, EXTENSION_HEADER_LEN);
		n += EXTENSION_HEADER_LEN;
	}
	return hash_bytes(digest, HASH_SHA1, headers, n, &ignored) == 0 &&
	       memcmp(digest, want, ID_LEN) == 0;
}

/* Where git noted the end of the entries, they need not be walked. */
static bool
jump_to_extensions(struct index_span *out, const unsigned char *data, const unsigned char *end)
{
	const size_t whole = EXTENSION_HEADER_LEN + EOIE_LEN;
	struct index_span ignored;
	const unsigned char *eoie;
	uint32_t offset;

	if ((size_t)(end - data) < HEADER_LEN + whole)
		return false;
	eoie = end - whole;
	if (memcmp(eoie, "EOIE", 4) != 0 || be32(eoie + 4) != EOIE_LEN)
		return false;
	offset = be32(eoie + EXTENSION_HEADER_LEN);
	if (offset < HEADER_LEN || offset > (size_t)(eoie - data))
		return false;
	*out = (struct index_span){data + offset, eoie};
	return index_extension(&ignored, *out, "TREE") &&
	       headers_match(*out, eoie + EXTENSION_HEADER_LEN + 4);
}

/* Digits up to one byte behind them; false for none, too many, or another end. */
static bool
read_number(uint32_t *out, struct index_span *s, unsigned char behind)
{
	uint32_t value = 0;
	int digits = 0;

	for (; s->at < s->end && *s->at >= '0' && *s->at <= '9'; s->at++) {
		if (++digits > 9)
			return false;
		value = value * 10 + (uint32_t)(*s->at - '0');
	}
	if (digits == 0 || s->at >= s->end || *s->at++ != behind)
		return false;
	*out = value;
	return true;
}

/* The root comes first: an empty name, entries below it (-1: invalid), subtrees, its tree. */
static bool
read_root(struct oid *out, uint32_t *entries, struct index_span tree)
{
	uint32_t subtrees;

	if (left(&tree) < 1 || *tree.at++ != 0)
		return false;
	if (!read_number(entries, &tree, ' ') || !read_number(&subtrees, &tree, '\n'))
		return false;
	if (left(&tree) < ID_LEN)
		return false;
	*out = (struct oid){.size = ID_LEN};
	memcpy(out->bytes, tree.at, ID_LEN);
	return true;
}

/* The header's numbers, and what lies between the entries and the checksum; false where the
 * entries do not add up. */
static bool
find_extensions(struct index_span *out, uint32_t *count, const unsigned char *data, size_t len)
{
	uint32_t version;

	if (len < HEADER_LEN + ID_LEN || memcmp(data, "DIRC", 4) != 0)
		return false;
	version = be32(data + 4);
	*count = be32(data + 8);
	if (version < 2 || version > 4)
		return false;
	if (jump_to_extensions(out, data, data + len - ID_LEN))
		return true;
	*out = (struct index_span){data + HEADER_LEN, data + len - ID_LEN};
	return skip_entries(out, version, *count);
}

bool
index_root(struct oid *out, const unsigned char *data, size_t len)
{
	struct index_span extensions, tree, link;
	uint32_t count, covered;

	if (!find_extensions(&extensions, &count, data, len) ||
		!index_extension(&link, extensions, "link") ||
		!index_extension(&tree, extensions, "TREE") || !tree.at ||
		!read_root(out, &covered, tree))
		return false;
	/* A split index holds but some of the entries that its tree is made of. */
	return link.at || covered == count;
}

/* Without a checksum (index.skipHash) the parts must add up: a cut may well end in zeros too. */
static bool
is_whole(const unsigned char *data, size_t len)
{
	struct index_span extensions, ignored;
	uint32_t count;

	return find_extensions(&extensions, &count, data, len) &&
	       index_extension(&ignored, extensions, "TREE");
}

int
index_check(const unsigned char *data, size_t len, struct error *err)
{
	static const unsigned char zero[ID_LEN];
	unsigned char digest[HASH_MAX];

	if (len < HEADER_LEN + ID_LEN || memcmp(data, "DIRC", 4) != 0)
		return error_set(err, ERR_GIT, "the index is damaged: no header");
	if (memcmp(data + len - ID_LEN, zero, ID_LEN) == 0) {
		if (is_whole(data, len))
			return 0;
		return error_set(err, ERR_GIT,
			"the index is damaged: it is cut short; git reset writes it anew from "
			"HEAD");
	}
	if (hash_bytes(digest, HASH_SHA1, data, len - ID_LEN, err) < 0)
		return -1;
	if (memcmp(data + len - ID_LEN, digest, ID_LEN) != 0)
		return error_set(err, ERR_GIT,
			"the index is damaged: its checksum does not match; "
			"git reset writes it anew from HEAD");
	return 0;
}
