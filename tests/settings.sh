# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# settings.sh -- the kinds of repository that the script tests can be run in, one after the other
# (`make hostile`).  TTA_TEST_SETTING names the kind; none is a plain repository.
# What a test cannot mean under a setting stands in settings.skip, with the reason.
# shellcheck disable=SC2154,SC2086,SC2254 # scratch and tests_root are of lib.sh; words and patterns on purpose
setting=${TTA_TEST_SETTING:-}
setting_configure() { # setting_configure : the user's configuration, before there is any repository
	case $setting in
	split-index)
		git config --global core.splitIndex true
		git config --global splitIndex.maxPercentChange 0 # another shared part at every turn
		;;
	sparse-index) git config --global index.sparse true ;;
	index-v4) git config --global index.version 4 ;;
	untracked-cache)
		git config --global core.untrackedCache true
		git config --global index.recordEndOfIndexEntries true
		git config --global index.recordOffsetTable true
		git config --global index.threads 4
		git config --global index.skipHash true # by a git that knows it
		;;
	hostile-config) setting_programs && setting_hostile >>"$HOME/.gitconfig" ;;
	esac
}
setting_repository() { # setting_repository : repo, with a first commit on main and no file
	case $setting in
	linked-worktree)
		setting_plain primary && git -C primary switch -q --detach &&
			git -C primary worktree add -q ../repo main
		;;
	submodule)
		setting_plain repo && git init -q . &&
			git submodule --quiet add "$scratch/nowhere" repo >/dev/null 2>&1 &&
			git submodule --quiet absorbgitdirs repo 2>/dev/null &&
			git commit -qm 'chore: a submodule'
		;;
	hooks-path)
		setting_plain repo && mv repo/.git/hooks repo/.own-hooks &&
			ln -s ../.own-hooks repo/.git/hooks && # both ways there, for tests that name one
			echo /.own-hooks >>repo/.git/info/exclude &&
			git -C repo config core.hooksPath .own-hooks
		;;
	sparse-index) # a cone of the folders that scripts name, and one that is not in it
		setting_plain repo && mkdir repo/outside && echo kept >repo/outside/kept &&
			git -C repo add outside && git -C repo commit -q --amend -m 'chore: root' &&
			cat "$script" "$tests_root"/*.sh | setting_cone | git -C repo sparse-checkout set --cone --sparse-index --stdin
		;;
	*) setting_plain repo ;;
	esac
}
setting_cone() { # setting_cone <SCRIPT : whatever stands before a slash, at the root, and what no script names like that
	printf '%s\n' 'a b' 'd d' 's p' mod
	grep -oE '[A-Za-z0-9_.-]+/' | sed 's,/$,,' | sort -u | grep -vxE '\.|\.\.|\.git|outside|-.*'
}
setting_plain() { # setting_plain FOLDER
	git init -q "$1" && git -C "$1" symbolic-ref HEAD refs/heads/main &&
		git -C "$1" commit -q --allow-empty -m 'chore: root'
}
setting_invariants() { # setting_invariants : hold after every test besides those of lib.sh
	[ "$setting" != hostile-config ] || [ ! -e "$scratch/home/programs/ran" ] ||
		! grep "$XDG_CACHE_HOME.*/tree\$" "$scratch/home/programs/ran" || { echo "ran in the snapshot"; return 1; }
}
setting_fsck() { # setting_fsck REPOSITORY : of a sparse index fsck misses trees that it has just written itself
	[ "$setting" != sparse-index ] || git -C "$1" fsck --no-progress --no-dangling >/dev/null 2>&1 || :
	git -C "$1" fsck --no-progress --no-dangling
}
setting_skips() { # setting_skips NAME : prints why the test of this name says nothing under the setting
	[ -n "$setting" ] || return 1
	while IFS='|' read -r which script name why; do
		case "$setting|$(basename "$0")|$1" in
		$which\|$script\|$name) echo "$setting: $why" && return 0 ;;
		esac
	done <"$tests_root/settings.skip"
	return 1
}
# A test names what is in the git folder as .git/NAME; where .git is a file, the same text is read with
# the folder that git means.
setting_rewritten() { # setting_rewritten <SCRIPT
	own='index\|index\.lock\|HEAD\|HEAD\.lock\|COMMIT_EDITMSG\|ORIG_HEAD\|MERGE_[A-Z]*\|rebase-[a-z]*\|sharedindex[^ ]*\|tta'
	before='\(^\|[^][A-Za-z0-9_.*/}-]\|\$PWD/\|\$here/\|\$repo/\|\$scratch/repo/\)\.git/'
	case $setting in
	linked-worktree) # what is installed and remembered is of all worktrees
		sed -e "s,$before\(tta/\(installed\|journal\)\),\1../primary/.git/\2,g" -e "s,$before\($own\)\>,\1../primary/.git/worktrees/repo/\2,g" -e "s,$before,\1../primary/.git/,g"
		;;
	submodule) sed "s,$before,\1../.git/modules/repo/,g" ;;
	esac
}
setting_said() { # setting_said FILE : what a command said, with the git folder named as in the text that was read
	case $setting in
	linked-worktree | submodule) sed "s,$scratch/\(primary/\)\{0\,1\}\.git/,../\1.git/,g" "$1" ;;
	*) cat "$1" ;;
	esac
}
setting_programs() { # programs that a user's configuration names: each notes where it was run
	mkdir "$HOME/programs" && for program in external pager editor helper; do
		printf '#!/bin/sh\necho "%s $PWD" >>"%s/programs/ran"\nexit 1\n' "$program" "$HOME" >"$HOME/programs/$program"
	done &&
		printf '#!/bin/sh\necho "monitor $PWD" >>"%s/programs/ran"\nprintf "1\\0/\\0"\n' "$HOME" >"$HOME/programs/monitor" &&
		chmod +x "$HOME"/programs/* && echo '*.z' >"$HOME/programs/order"
}
setting_hostile() {
	cat <<-END
		[core]
			quotePath = false
			abbrev = 4
			commentChar = ";"
			checkStat = minimal
			trustctime = false
			untrackedCache = true
			preloadIndex = true
			logAllRefUpdates = always
			whitespace = trailing-space,tab-in-indent,cr-at-eol
			fsmonitor = $HOME/programs/monitor
			pager = $HOME/programs/pager
			editor = $HOME/programs/editor
		[sequence]
			editor = $HOME/programs/editor
		[interactive]
			singleKey = true
		[credential]
			helper = $HOME/programs/helper
		[pager]
			diff = $HOME/programs/pager
			log = $HOME/programs/pager
		[index]
			threads = 4
			recordEndOfIndexEntries = true
			recordOffsetTable = true
		[feature]
			manyFiles = true
			experimental = true
		[init]
			defaultBranch = odd/one
		[diff]
			noprefix = true
			mnemonicPrefix = true
			renames = copies
			external = $HOME/programs/external
			orderFile = $HOME/programs/order
			context = 0
			interHunkContext = 9
			ignoreSubmodules = all
			algorithm = patience
			colorMoved = zebra
			submodule = log
			suppressBlankEmpty = true
			statGraphWidth = 3
			indentHeuristic = false
		[color]
			ui = always
		[column]
			ui = always
		[status]
			showUntrackedFiles = no
			short = true
			branch = true
			relativePaths = false
			renames = copies
			submoduleSummary = true
			aheadBehind = false
		[commit]
			verbose = true
			cleanup = scissors
			status = false
		[merge]
			conflictStyle = diff3
			renames = false
			log = true
			stat = false
		[rerere]
			enabled = true
		[push]
			default = simple
			autoSetupRemote = true
			recurseSubmodules = check
			useForceIfIncludes = true
		[pull]
			rebase = true
		[fetch]
			prune = true
			fsckObjects = true
			recurseSubmodules = true
		[transfer]
			fsckObjects = true
		[rebase]
			autoSquash = true
			autoStash = true
			updateRefs = true
			stat = true
			missingCommitsCheck = error
		[branch]
				autoSetupRebase = always
			sort = -committerdate
		[tag]
			sort = -creatordate
		[checkout]
			guess = false
		[submodule]
			recurse = true
		[log]
			decorate = full
			abbrevCommit = true
			date = relative
			showRoot = false
			showSignature = true
			mailmap = true
		[format]
			pretty = fuller
		[i18n]
			commitEncoding = ISO-8859-1
			logOutputEncoding = ISO-8859-1
		[apply]
			whitespace = fix
			ignoreWhitespace = change
		[blame]
			blankBoundary = true
			coloring = highlightRecent
		[grep]
			patternType = perl
			lineNumber = true
		[stash]
			showPatch = true
			showIncludeUntracked = true
		[help]
			autoCorrect = immediate
		[user]
			useConfigOnly = true
		[hook "odd"]
			event = pre-push
			command = true
		[alias]
			diff = "!exit 9"
			commit = "!exit 9"
			write-tree = "!exit 9"
			diff-tree = "!exit 9"
			status = "!exit 9"
			st = status
	END
	for name in addIgnoredFile addEmptyPathspec detachedHead ignoredHook statusHints statusUoption \
		updateSparsePath pushNonFFCurrent commitBeforeMerge resolveConflict waitingForEditor; do
		printf '[advice]\n\t%s = false\n' "$name"
	done
}
