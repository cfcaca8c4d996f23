// Which test proves which item of tests/checklist.txt: `node tests/checklist.js` writes it to tests/checklist.md.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** @typedef {{ file: string, title: string, ids: string[] }} Test */
/** @typedef {{ id: string, must: boolean, requirement: string, reasons: string[] }} Item */
/** @typedef {{ title: string, items: Item[] }} Section */
/** @typedef {{ name: string, ids: string[] }} Attack */

const root = join(import.meta.dirname, '..');
export const TABLE = join(root, 'tests/checklist.md');

/** @returns {{ sections: Section[], attacks: Attack[] }} */
export function readChecklist(text = readFileSync(join(root, 'tests/checklist.txt'), 'utf8')) {
	/** @type {Section[]} */
	const sections = [];
	/** @type {Attack[]} */
	const attacks = [];
	for (const line of text.split('\n')) {
		const [, title] = line.match(/^# (.+)$/) ?? [];
		const [, id, level, requirement] = line.match(/^([A-Z]{2}-\d\d) ([MS]) (.+)$/) ?? [];
		const [, name, ids] = line.match(/^\d+\. (.+): ([A-Z0-9 -]+)$/) ?? [];
		const items = sections.at(-1)?.items;
		if (title) sections.push({ title, items: [] });
		else if (name && ids) attacks.push({ name, ids: ids.split(' ') });
		else if (id && requirement) items?.push({ id, must: level === 'M', requirement, reasons: [] });
		else if (line.startsWith('\t')) items?.at(-1)?.reasons.push(line.trim());
		else if (line) throw new Error(`tests/checklist.txt has a line of no known kind: ${line}`);
	}
	return { sections: sections.filter(({ items }) => items.length > 0), attacks };
}

/**
 * The tests whose titles end with IDs of items in brackets.
 * @returns {Test[]}
 */
export function findTests() {
	return ['src', 'tests'].flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
			.filter(({ name }) => name.endsWith('.test.ts'))
			.flatMap(({ parentPath, name }) => testsOf(join(parentPath, name)))
			.sort((a, b) => (a.file < b.file ? -1 : 1))
	);
}

/** @param {string} path */
function testsOf(path) {
	const titles = /(['"`])((?:(?!\1).)+) \[([A-Z]{2}-\d\d(?: [A-Z]{2}-\d\d)*)\]\1/g;
	return [...readFileSync(path, 'utf8').matchAll(titles)].map(([, , title = '', ids = '']) => ({
		file: relative(root, path),
		title,
		ids: ids.split(' ')
	}));
}

/** @param {Item} item @param {Test[]} tests */
export function stateOf({ id, reasons }, tests) {
	const isMarked = (/** @type {string} */ word) => reasons.some((one) => one.startsWith(word));
	if (isMarked('Open:')) return 'open';
	if (isMarked('Decided:')) return 'decided otherwise';
	return tests.some(({ ids }) => ids.includes(id)) ? 'proved' : 'unknown';
}

export function renderTable({ sections, attacks } = readChecklist(), tests = findTests()) {
	const items = sections.flatMap((section) => section.items);
	return [
		'# Security checklist',
		'Written by `node tests/checklist.js` from `checklist.txt` and the titles of all tests; do not edit.',
		...[true, false].map((must) => {
			const some = items.filter((item) => item.must === must);
			const count = (/** @type {string} */ state) =>
				some.filter((item) => stateOf(item, tests) === state).length;
			return `${must ? 'Musts' : 'Shoulds'}: ${count('proved')} proved, ${count('decided otherwise')} decided otherwise, ${count('open')} open.`;
		}),
		'<!-- prettier-ignore-start -->',
		...sections.map((section) => renderSection(section, tests)),
		renderAttacks(attacks, tests),
		'<!-- prettier-ignore-end -->\n'
	].join('\n\n');
}

/** @param {Section} section @param {Test[]} tests */
function renderSection({ title, items }, tests) {
	const rows = items.map(({ id, must, requirement, reasons }) => {
		const proofs = tests.filter(({ ids }) => ids.includes(id)).map(describe);
		return row([id, must ? 'must' : 'should', requirement, [...proofs, ...reasons].join('<br>')]);
	});
	return [
		`## ${title}`,
		'',
		row(['item', '', '', 'proof']),
		row(['-', '-', '-', '-']),
		...rows
	].join('\n');
}

/** @param {Attack[]} attacks @param {Test[]} tests */
function renderAttacks(attacks, tests) {
	const rows = attacks.map(({ name, ids }) => {
		const proofs = tests.filter((test) => test.ids.some((id) => ids.includes(id))).map(describe);
		return row([name, ids.join(' '), proofs.join('<br>')]);
	});
	return ['## Attacks', '', row(['attack', 'items', 'tests']), row(['-', '-', '-']), ...rows].join(
		'\n'
	);
}

/** @param {Test} test */
function describe({ file, title }) {
	return `\`${file.replace(/^tests\//, '')}\` ${title}`;
}

/** @param {string[]} cells */
function row(cells) {
	return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(TABLE, renderTable());
