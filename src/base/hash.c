/* SPDX-License-Identifier: MIT */
/* hash -- see hash.h.  Uses the generic interface, which libmbedcrypto 2 and 3 have in common. */
#include "base/hash.h"

#include <string.h>

#include <mbedtls/md.h>

size_t
hash_size(enum hash_kind kind)
{
	return kind == HASH_SHA1 ? 20 : 32;
}

int
hash_bytes(unsigned char out[HASH_MAX], enum hash_kind kind, const void *data, size_t len,
	struct error *err)
{
	const mbedtls_md_info_t *info =
		mbedtls_md_info_from_type(kind == HASH_SHA1 ? MBEDTLS_MD_SHA1 : MBEDTLS_MD_SHA256);
	static const unsigned char nothing[1];
	int rc;

	if (!info)
		return error_set(err, ERR_SYSTEM, "libmbedcrypto was built without %s",
			kind == HASH_SHA1 ? "SHA-1" : "SHA-256");
	rc = mbedtls_md(info, len ? data : nothing, len, out);
	if (rc != 0)
		return error_set(
			err, ERR_SYSTEM, "cannot hash: libmbedcrypto says -0x%x", (unsigned)-rc);
	return 0;
}

#define LANES 4 /* that do not wait for each other */

static uint64_t
mix(uint64_t sum, const unsigned char *p, size_t n)
{
	uint64_t word = 0;

	memcpy(&word, p, n);
	sum = (sum ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return sum ^ sum >> 29;
}

uint64_t
hash_quick(const void *data, size_t len)
{
	const unsigned char *p = data;
	uint64_t lanes[LANES] = {len, 1, 2, 3}, sum = 0;

	for (; len >= sizeof(lanes); p += sizeof(lanes), len -= sizeof(lanes)) {
		for (size_t i = 0; i < LANES; i++)
			lanes[i] = mix(lanes[i], p + i * sizeof(sum), sizeof(sum));
	}
	for (size_t i = 0; i < LANES; i++)
		sum = mix(sum, (const unsigned char *)&lanes[i], sizeof(sum));
	while (len) {
		size_t n = len < sizeof(sum) ? len : sizeof(sum);

		sum = mix(sum, p, n);
		p += n;
		len -= n;
	}
	return sum;
}
