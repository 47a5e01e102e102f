/* SPDX-License-Identifier: MIT */
/*
 * nonet -- stand-ins for the network objects of a static libgit2 1.5, so that the linker leaves the
 * archive's own out.
 *
 * Why: git_libgit2_init() otherwise parses the whole CA bundle (3.6 ms of every hook), and the
 * program would need mbedTLS, libssh2 and GSSAPI, of which Debian ships no archive.  A hook never
 * talks to the network.  The names are the public symbols of mbedtls.c, ssh.c, auth_negotiate.c and
 * http.c in libgit2 1.5; config/static.sh finds out by linking whether they fit the archive at
 * hand.
 */
#include <stddef.h>

int git_http__expect_continue;

int git_mbedtls_stream_global_init(void);
int git_transport_ssh_global_init(void);
int git_mbedtls__set_cert_location(const char *file, const char *path);
int git_mbedtls_stream_new(void **out, const char *host, const char *port);
int git_mbedtls_stream_wrap(void **out, void *in, const char *host);
int git_smart_subtransport_ssh(void **out, void *owner, void *param);
int git_smart_subtransport_http(void **out, void *owner, void *param);
int git_transport_ssh_with_paths(void **out, void *owner, void *payload);
int git_http_auth_negotiate(void **out, void *url);

int
git_mbedtls_stream_global_init(void)
{
	return 0;
}

int
git_transport_ssh_global_init(void)
{
	return 0;
}

int
git_mbedtls__set_cert_location(const char *file, const char *path)
{
	(void)file, (void)path;
	return -1;
}

int
git_mbedtls_stream_new(void **out, const char *host, const char *port)
{
	(void)out, (void)host, (void)port;
	return -1;
}

int
git_mbedtls_stream_wrap(void **out, void *in, const char *host)
{
	(void)out, (void)in, (void)host;
	return -1;
}

int
git_smart_subtransport_ssh(void **out, void *owner, void *param)
{
	(void)out, (void)owner, (void)param;
	return -1;
}

int
git_smart_subtransport_http(void **out, void *owner, void *param)
{
	(void)out, (void)owner, (void)param;
	return -1;
}

int
git_transport_ssh_with_paths(void **out, void *owner, void *payload)
{
	(void)out, (void)owner, (void)payload;
	return -1;
}

int
git_http_auth_negotiate(void **out, void *url)
{
	(void)out, (void)url;
	return -1;
}
