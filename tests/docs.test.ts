import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const MOST_LINES = 140;
/** Bytes of a picture. */
const MOST_BYTES = 60_000;

const root = join(import.meta.dirname, '..');
const files = ['.github', 'src', 'static', 'tests'].flatMap(filesOf);
const documents = ['README.md', ...files.filter(isDocument)];

function filesOf(folder: string): string[] {
	return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => relative(root, join(parentPath, name)));
}

function isDocument(file: string): boolean {
	return /(^\.github\/[A-Z]+|\/README)\.md$/.test(file);
}

function read(file: string): string {
	return readFileSync(join(root, file), 'utf8');
}

/** The text without blocks of code. */
function proseOf(document: string): string {
	return read(document).replace(/^ *```.*?^ *```$/gms, '');
}

describe.each(documents)('%s', (document) => {
	const prose = proseOf(document);

	it('names files and folders that exist', () => {
		const spans = [...prose.matchAll(/`([^`\s]+)`/g)].map(([, span = '']) => span);
		expect(spans.filter((span) => isPath(span) && !exists(span, document))).toEqual([]);
	});

	it('links to pages and headings that exist', () => {
		const links = [...prose.matchAll(/\]\((?:<([^>]+)>|([^()\s]*(?:\([^()]*\)[^()\s]*)*))\)/g)];
		const addresses = links.map(([, bracketed, plain]) => bracketed ?? plain ?? '');
		const targets = addresses.filter((address) => !/^https?:/.test(address));
		expect(targets.filter((target) => !leadsSomewhere(target, document))).toEqual([]);
	});
});

/** What stands in the top folders, or is a file of ours by its name; `x.test.ts` is any. */
function isPath(span: string): boolean {
	if (/[*…{]|^x\.|^test-results\//.test(span)) return false;
	return (
		/^(\.github|src|static|tests)\//.test(span) ||
		/^[\w.()[\]+/-]+\.(ts|js|svelte|md|css|html|sql|txt)$/.test(span)
	);
}

/** From the top, or from the folder of the document; a bare name may be deeper there. */
function exists(path: string, document: string): boolean {
	const here = dirname(document);
	if (existsSync(join(root, path)) || existsSync(join(root, here, path))) return true;
	return files.some((file) => file.startsWith(`${here}/`) && file.endsWith(`/${path}`));
}

function leadsSomewhere(target: string, document: string): boolean {
	const [path = '', heading] = target.split('#');
	const page = path ? join(dirname(document), decodeURI(path)) : document;
	if (!existsSync(join(root, page))) return false;
	if (heading === undefined) return true;
	const file = existsSync(join(root, page, 'README.md')) ? join(page, 'README.md') : page;
	return headingsOf(file).includes(heading);
}

/** As GitHub makes anchors of them. */
function headingsOf(document: string): string[] {
	return [...proseOf(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
		heading
			.toLowerCase()
			.replace(/[^\w\s-]/g, '')
			.replace(/\s/g, '-')
	);
}

describe('README.md', () => {
	it(`has at most ${MOST_LINES} lines`, () => {
		expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(MOST_LINES);
	});

	it('shows pictures that load fast', () => {
		const pictures = [...read('README.md').matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)];
		expect(pictures).toHaveLength(2);
		for (const [, picture = ''] of pictures) {
			expect(statSync(join(root, picture)).size, picture).toBeLessThan(MOST_BYTES);
		}
	});

	it('leads to every other document of ours', () => {
		const linked = documents.flatMap((document) =>
			[...proseOf(document).matchAll(/\]\(([^)#]+\.md)/g)].map(([, link = '']) =>
				join(dirname(document), link)
			)
		);
		const lost = documents.filter((document) => document !== 'README.md');
		expect(lost.filter((document) => !linked.includes(document))).toEqual([]);
	});
});

describe('each setting', () => {
	const settings = [...read('src/env.ts').matchAll(/^\t([A-Z_]+): \{/gm)].map(([, name]) => name);
	const examples = [...read('.env.example').matchAll(/^#? ?([A-Z_]+)=/gm)].map(([, name]) => name);

	it('has an example, and each example is a setting', () => {
		expect(settings.length).toBeGreaterThan(10);
		expect(examples.sort()).toEqual([...settings].sort());
	});

	it.each(settings)('%s is described', (name) => {
		expect(read('src/node-server/README.md')).toContain(`\`${name}\``);
	});
});

describe('how to remove a flow', () => {
	const [, recipe = ''] = read('src/routes/README.md').split(/^## (?=Remove a flow|Flows and)/m);
	const lists = recipe.split(/^### /m).slice(1);

	it.each(lists.map((list) => [list.split('\n')[0], list]))('%s has all parts', (_, list) => {
		for (const part of ['Delete', 'Edit', 'Tests', 'Calls']) expect(list).toContain(`- ${part}: `);
	});

	it.each(lists.map((list) => [list.split('\n')[0], list]))('%s names what is there', (_, list) => {
		const edits = [...list.matchAll(/`([^`\s]+\.(?:ts|svelte))`\s\(((?:[^()]|\([^)]*\))*)\)/g)];
		const missing = edits.flatMap(([, file = '', names = '']) =>
			[...names.matchAll(/`([\w-]+)`/g)].flatMap(([, name = '']) =>
				read(file).includes(name) ? [] : `${file}: ${name}`
			)
		);
		expect(missing).toEqual([]);
	});
});
