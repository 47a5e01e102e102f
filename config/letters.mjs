// SPDX-License-Identifier: MIT
// letters.mjs -- writes src/gates/message/letter_table.c: node config/letters.mjs >src/gates/message/letter_table.c
//
// What upper and lower case mean to JavaScript, asked of JavaScript.
const char = String.fromCodePoint;
const hex = n => (n < 0 ? `-0x${(-n).toString(16)}` : `0x${n.toString(16)}`);
const points = s => [...s].map(c => c.codePointAt(0));

function ranges(is) {
	const out = [];
	let from = -1;
	for (let c = 0x80; c <= 0x110000; c++) {
		const yes = c < 0x110000 && !(c >= 0xd800 && c <= 0xdfff) && is(char(c));
		if (yes && from < 0) from = c;
		if (!yes && from >= 0) {
			out.push([from, c - 1]);
			from = -1;
		}
	}
	return out;
}

function mappings(to) {
	const one = [], many = [], out = [];
	for (let c = 0x80; c < 0x110000; c++) {
		if (c >= 0xd800 && c <= 0xdfff) continue;
		const p = points(to(char(c)));
		if (p.length > 1) many.push([c, ...p, ...Array(3 - p.length).fill(0)]);
		else if (p[0] !== c) one.push([c, p[0] - c]);
	}
	for (let i = 0; i < one.length;) {
		const [c, d] = one[i];
		let best = 1, step = 1;
		for (const st of [1, 2]) {
			let n = 1;
			while (i + n < one.length && one[i + n][0] === c + n * st && one[i + n][1] === d) n++;
			if (n > best) [best, step] = [n, st];
		}
		out.push([c, c + (best - 1) * step, step, d]);
		i += best;
	}
	return [out, many];
}

function table(type, name, rows) {
	let text = `const struct ${type} ${name}[] = {`, line = '';
	for (const r of rows) {
		const to = r.slice(1).map(hex).join(', ');
		const cell = type === 'letter_expansion' ? `{${hex(r[0])}, {${to}}},` : `{${r.map(hex).join(', ')}},`;
		if (line.length + cell.length > 88) {
			text += `\n\t${line.trimEnd()}`;
			line = '';
		}
		line += `${cell} `;
	}
	return `${text}\n\t${line.trimEnd()}\n};\nconst size_t ${name}_n = sizeof(${name}) / sizeof(${name}[0]);\n`;
}

const [upper, upper_many] = mappings(s => s.toUpperCase());
const [lower, lower_many] = mappings(s => s.toLowerCase());
const letters = { 'Æ': 'Ae', 'Ð': 'D', 'Ø': 'O', 'Þ': 'Th', 'ß': 'ss', 'æ': 'ae', 'ð': 'd', 'ø': 'o', 'þ': 'th',
	'Đ': 'D', 'đ': 'd', 'Ħ': 'H', 'ħ': 'h', 'ı': 'i', 'Ĳ': 'IJ', 'ĳ': 'ij', 'ĸ': 'k', 'Ŀ': 'L', 'ŀ': 'l',
	'Ł': 'L', 'ł': 'l', 'ŉ': "'n", 'Ŋ': 'N', 'ŋ': 'n', 'Œ': 'Oe', 'œ': 'oe', 'Ŧ': 'T', 'ŧ': 't', 'ſ': 's' };
const plain = [];
for (let c = 0xc0; c <= 0x17f; c++) {
	const s = char(c);
	plain.push(s === '×' || s === '÷' ? '' : letters[s] ?? s.normalize('NFD').replace(/[\u0300-\u036f]/g, ''));
}
let cells = '', line = '';
for (const p of plain) {
	const cell = p ? `"${p}",` : 'NULL,';
	if (line.length + cell.length > 88) {
		cells += `\n\t${line.trimEnd()}`;
		line = '';
	}
	line += `${cell} `;
}
cells += `\n\t${line.trimEnd()}`;

console.log(`/* SPDX-License-Identifier: MIT */
/*
 * letter_table -- Unicode ${process.versions.unicode} as config/letters.mjs found it; made, not written.
 */
#include "gates/message/letter.h"

/* clang-format off */
${table('letter_mapping', 'letter_uppers', upper)}
${table('letter_expansion', 'letter_upper_many', upper_many)}
${table('letter_mapping', 'letter_lowers', lower)}
${table('letter_expansion', 'letter_lower_many', lower_many)}
${table('letter_range', 'letter_cased', ranges(s => /\p{Cased}/u.test(s)))}
${table('letter_range', 'letter_ignorable', ranges(s => /\p{Case_Ignorable}/u.test(s)))}
${table('letter_range', 'letter_first', ranges(s => /^[\p{Ll}\p{Lu}\p{Lt}]/iu.test(s)))}
/* U+00C0 to U+017F without their marks. */
const char *const letter_plain[192] = {${cells}
};
/* clang-format on */`);
