// Texts on which an expression or a loop that is not linear shows itself.

/** Bytes: with what stands around it, a body or the headers of a request are as long as they may be. */
const FULL = 15_000;

const units: [what: string, start: string, repeated: string, end: string][] = [
	['letters and a digit', '', 'a', '1'],
	['digits and a letter', '', '1', 'x'],
	['signs and a letter', '', '!', 'a!'],
	['a word said again, but for the end', '', 'ab', 'c'],
	['two words in turn', '', 'aab', ''],
	['spaces', 'a', ' ', 'a'],
	['line breaks', '', '\r\n', 'x'],
	['dashes', '', '-', '1'],
	['at signs', '', '@', ''],
	['local parts', '', 'a@', 'a'],
	['labels of a host', 'ada@', 'a.', ''],
	['a long label', 'ada@', 'a', ''],
	['labels of dashes', 'ada@a', '-', 'a'],
	['brackets of an address', '[', ']:1', 'x'],
	['combining marks', 'e', '\u0301', ''],
	['characters that normalise to eighteen', '', '\ufdfa', ''],
	['one grapheme of many emoji', '👩', '\u200d👩', ''],
	['flags', '', '🇩🇪', '🇩'],
	['half characters', '', '\ud83d', ''],
	['percent signs', '', '%', ''],
	['escapes', '', '%25', ''],
	['broken escapes', '', '%E0%A4', ''],
	['lists in lists', '', '[', ''],
	['objects in objects', '', '{"a":', ''],
	['backslashes', '"', '\\', ''],
	['markup', '', '<', '>'],
	['steps up', '/', '../', ''],
	['NUL', '', '\0', '']
];

/** At full size, and as long as fields may be, so that what is done with a field that is taken is measured too. */
export const worst = units.flatMap(([what, start, repeated, end]) =>
	[FULL, 1_024, 256, 128].map((bytes) => {
		const room = bytes - Buffer.byteLength(start + end);
		const times = Math.max(1, Math.floor(room / Buffer.byteLength(repeated)));
		return { what: `${bytes} bytes of ${what}`, text: start + repeated.repeat(times) + end };
	})
);

/** Those at full size. */
export const longest = worst.filter(({ what }) => what.startsWith(`${FULL} `));
