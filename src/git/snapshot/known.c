/* SPDX-License-Identifier: MIT */
/*
 * known -- see known.h.
 *
 * File:  struct head, boot, key, data.  It is written beside its name and renamed; the old one is
 *        removed first, since ext4 flushes what is renamed over another file.
 */
#include "git/snapshot/known.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "git/repo/jot.h"

#define KNOWN_MAX ((size_t)256 << 20)
#define MAGIC "tta known 2\n"
#define TICK_NS ((int64_t)2 * 1000 * 1000 * 1000) /* of the coarsest clock of a file system */

struct head {
	char magic[16];
	uint64_t boot_len, key_len, data_len;
};
_Static_assert(sizeof(struct head) == 16 + 3 * sizeof(uint64_t), "every byte is compared");

static const char *
boot(struct arena *mem)
{
	return jot_read("/proc/sys/kernel/random/boot_id", mem);
}

static struct head
head_of(const char *boot_id, const char *key, size_t len)
{
	struct head head = {0};

	memcpy(head.magic, MAGIC, sizeof(MAGIC));
	head.boot_len = strlen(boot_id);
	head.key_len = strlen(key);
	head.data_len = len;
	return head;
}

struct known
known_read(const char *text, size_t len, const char *boot_id, const char *key)
{
	struct head found, wanted;
	size_t before;

	if (len < sizeof(found))
		return (struct known){0};
	memcpy(&found, text, sizeof(found));
	wanted = head_of(boot_id, key, found.data_len);
	before = sizeof(found) + wanted.boot_len + wanted.key_len;
	if (memcmp(&found, &wanted, sizeof(found)) != 0 || len < before ||
		len - before != found.data_len ||
		memcmp(text + sizeof(found), boot_id, wanted.boot_len) != 0 ||
		memcmp(text + sizeof(found) + wanted.boot_len, key, wanted.key_len) != 0)
		return (struct known){0};
	return (struct known){.at = text + before, .end = text + len};
}

struct known
known_find(const char *path, const char *key, struct arena *mem)
{
	const char *boot_id = path ? boot(mem) : "";
	struct error ignored;
	size_t len;
	char *text;

	if (!*boot_id || !fs_is_file(path) ||
		fs_read(&text, &len, path, KNOWN_MAX, mem, &ignored) < 0)
		return (struct known){0};
	return known_read(text, len, boot_id, key);
}

const char *
known_take_text(struct known *k)
{
	const char *text = k->at;
	const char *end = text ? memchr(text, '\0', (size_t)(k->end - text)) : NULL;

	if (!end)
		return NULL;
	k->at = end + 1;
	return text;
}

bool
known_take(struct known *k, void *to, size_t n)
{
	if (!k->at || (size_t)(k->end - k->at) < n)
		return false;
	memcpy(to, k->at, n);
	k->at += n;
	return true;
}

void
known_keep(const char *path, const char *key, const void *data, size_t len, struct arena *mem)
{
	const char *boot_id = path ? boot(mem) : "", *temp;
	struct error ignored;
	struct head head;
	struct buf text;

	if (!*boot_id)
		return;
	head = head_of(boot_id, key, len);
	temp = arena_printf(mem, "%s/tta-%ld-%s", path_dir(path, mem), (long)getpid(),
		path_base(path)); /* one that is left is eviction's */
	buf_init(&text, KNOWN_MAX);
	buf_add(&text, &head, sizeof(head));
	buf_adds(&text, boot_id);
	buf_adds(&text, key);
	buf_add(&text, data, len);
	unlink(temp);
	unlink(path);
	if (text.dropped || jot_bytes(temp, text.data, text.len, &ignored) < 0 ||
		rename(temp, path) < 0)
		unlink(temp);
	buf_release(&text);
}

int64_t
known_now_ns(void)
{
	struct timespec now = {0};

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

bool
known_is_settled(const struct fs_stamp *stamp, int64_t then_ns)
{
	return !stamp->ino || stamp->ctime_ns < then_ns - TICK_NS;
}
