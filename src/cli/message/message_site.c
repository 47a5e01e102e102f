/* SPDX-License-Identifier: MIT */
/* message_site -- see message_site.h. */
#include "cli/message/message_site.h"

#include "base/arena.h"
#include "base/fs.h"
#include "base/text.h"
#include "cli/cli.h"

static int
list_nothing(
	void *ctx, struct tree_entries *out, const char *dir, struct arena *mem, struct error *err)
{
	(void)ctx, (void)dir, (void)mem, (void)err;
	*out = (struct tree_entries){0};
	return 0;
}

static int
find_nothing(void *ctx, struct tree_entry *out, bool *found, const char *path, struct arena *mem,
	struct error *err)
{
	(void)ctx, (void)out, (void)path, (void)mem, (void)err;
	*found = false;
	return 0;
}

static int
read_nothing(void *ctx, struct blob *out, const struct oid *id, size_t max, struct arena *mem,
	struct error *err)
{
	(void)ctx, (void)out, (void)id, (void)max, (void)mem;
	return error_set(err, ERR_GIT, "there is no repository to read from");
}

static const struct blob_source nothing = {
	.list = list_nothing, .find = find_nothing, .read = read_nothing};

/* What is staged; where nothing can be, what HEAD has. */
static int
find_tree(struct message_site *site, struct error *err)
{
	struct session *s = &site->session;

	if (s->repo.root || fs_exists(s->repo.index_file)) {
		site->has_index = true;
		return session_index(s, err);
	}
	s->judged.source = nothing;
	if (s->repo.head.size == 0)
		return 0;
	return judged_open(&s->judged, &s->repo, &s->repo.head, s->cli->mem, err);
}

int
message_site_open(struct message_site *out, struct cli *cli, bool needs_repo, struct error *err)
{
	*out = (struct message_site){0};
	if (session_open(&out->session, cli, false, err) == 0) {
		out->has_repo = true;
		return find_tree(out, err) < 0 ? -1 : session_config(&out->session, err);
	}
	if (needs_repo)
		return -1;
	if (!cli->config) {
		buf_adds(&cli->err, "tta-check: judged by the shipped rules: ");
		text_add_line(&cli->err, err->msg);
		buf_addc(&cli->err, '\n');
	}
	out->session = (struct session){.cli = cli, .judged = {.source = nothing}};
	return session_config(&out->session, err);
}

void
message_site_close(struct message_site *site)
{
	session_close(&site->session);
	*site = (struct message_site){0};
}
