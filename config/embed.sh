#!/bin/sh
# SPDX-License-Identifier: MIT
# embed.sh PRESET.ini... : the presets as a C table on standard output, sorted by name.
set -eu
printf '/* made by config/embed.sh from config/presets */\n#include "model/config/config.h"\n\n'
rows=
for file; do
	name=$(basename "$file" .ini)
	printf 'static const char %s_text[] = {' "$name"
	od -An -v -tx1 "$file" | sed 's/ \([0-9a-f][0-9a-f]\)/0x\1,/g'
	printf '0};\n'
	rows="$rows	{\"$name\", ${name}_text, sizeof(${name}_text) - 1},
"
done
# The row without a name keeps the table legal where there is no preset at all.
printf 'const struct preset presets[] = {\n%s	{0},\n};\n' "$rows"
printf 'const size_t npresets = sizeof(presets) / sizeof(presets[0]) - 1;\n'
