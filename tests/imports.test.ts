import { dirname } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import {
	countByFolder,
	findCircle,
	findUpwardImports,
	longestChain,
	readGraph,
	specifiers
} from './import-graph';

const MOST_LINES = 220;
const MOST_FILES = 16;

interface Area {
	root: string;
	/** Its folders from the bottom up: each imports only from those before it. */
	order: string[];
	/** Length of the longest chain of imports. */
	mostSteps: number;
}

const areas: Area[] = [
	{
		root: '/src/lib/server',
		order: [
			...['operations', 'web', 'appwrite', 'limits', 'session', 'forms'],
			...['devices', 'ways-in', 'mailed-links', 'verification', 'passwordless', 'recovery'],
			...['contact', 'providers', 'second-factor', 'slots']
		],
		mostSteps: 15
	},
	{
		root: '/src/local-appwrite',
		order: [
			...['core', 'database', 'project', 'params', 'queries', 'store'],
			...['auth/passwords', 'auth', 'auth/models', 'mail', 'oauth2', 'http'],
			...['account/mail', 'account/tokens', 'account/sessions', 'account/mfa', 'account/oauth2'],
			'account/passkeys',
			...['account', 'users', 'locale', 'avatars', 'health'],
			...[
				'store',
				'permissions',
				'values',
				'rules',
				'definitions',
				'rows',
				'transactions',
				'.'
			].map((folder) => (folder === '.' ? 'tables' : `tables/${folder}`)),
			...['control', '.']
		],
		mostSteps: 16
	}
];

const modules = import.meta.glob<string>(
	['/src/**/*.{ts,js,svelte}', '!/src/**/{*.test,test-*}.ts'],
	{
		query: '?raw',
		import: 'default',
		eager: true
	}
);

describe('/src', () => {
	const graph = readGraph(modules, { $lib: '/src/lib' });

	it('has no modules that import each other in a circle', () => {
		expect(findCircle(graph)).toEqual([]);
	});

	it(`has at most ${MOST_FILES} files in a folder`, () => {
		const full = [...countByFolder(graph.keys())].filter(([, count]) => count > MOST_FILES);
		expect(full).toEqual([]);
	});

	it('has pages that import from the library, from their own folder and from those above it', () => {
		const astray = [...graph].flatMap(([path, targets]) =>
			targets.filter(
				(target) => target.startsWith('/src/routes/') && !path.startsWith(`${dirname(target)}/`)
			)
		);
		expect(astray).toEqual([]);
	});
});

describe.each(areas)('$root', ({ root, order, mostSteps }) => {
	const inside = Object.entries(modules).filter(([path]) => path.startsWith(`${root}/`));
	const graph = readGraph(Object.fromEntries(inside), { $lib: '/src/lib' });

	it('has no modules that import each other in a circle', () => {
		expect(findCircle(graph)).toEqual([]);
	});

	it('imports from folder to folder one way', () => {
		const folders = order.map((folder) => (folder === '.' ? root : `${root}/${folder}`));
		expect(findUpwardImports(graph, folders)).toEqual([]);
	});

	it(`has no chain of more than ${mostSteps} imports`, () => {
		const chain = longestChain(graph);
		expect(chain.length, chain.join(' →\n')).toBeLessThanOrEqual(mostSteps);
	});

	it(`has at most ${MOST_FILES} files in a folder`, () => {
		const full = [...countByFolder(graph.keys())].filter(([, count]) => count > MOST_FILES);
		expect(full).toEqual([]);
	});

	it(`has at most ${MOST_LINES} lines in a file`, () => {
		const counts = inside.map(([path, source]) => [path, source.trimEnd().split('\n').length]);
		expect(counts.filter(([, lines = 0]) => Number(lines) > MOST_LINES)).toEqual([]);
	});
});

describe('the import graph', () => {
	const graph = (modules: Record<string, string[]>) => new Map(Object.entries(modules));

	it.each([
		"import 'a';",
		"import x, { y } from 'a';",
		"import {\n\tx,\n\ty\n} from 'a';",
		"import type { X } from 'a';",
		"export type { X } from 'a';",
		"export * from 'a';",
		"const { x } = await import('a');",
		"let x: import('a').X;"
	])('sees %j', (source) => {
		expect(specifiers('/x.ts', source)).toEqual(['a']);
		expect(specifiers('/X.svelte', `<script lang="ts">${source}</script>`)).toEqual(['a']);
	});

	it('finds modules by relative paths and aliases, and leaves out packages', () => {
		const sources = {
			'/src/lib/a.ts': "import './b'; import 'svelte';",
			'/src/lib/b.ts': '',
			'/src/routes/page.svelte': "<script>import { a } from '$lib/a';</script>"
		};
		expect(readGraph(sources, { $lib: '/src/lib' })).toEqual(
			graph({
				'/src/lib/a.ts': ['/src/lib/b.ts'],
				'/src/lib/b.ts': [],
				'/src/routes/page.svelte': ['/src/lib/a.ts']
			})
		);
	});

	it('finds a circle', () => {
		expect(findCircle(graph({ a: ['b'], b: ['c', 'd'], c: [], d: ['b'] }))).toEqual([
			'b',
			'd',
			'b'
		]);
		expect(findCircle(graph({ a: ['b', 'c'], b: ['c'], c: [] }))).toEqual([]);
	});

	it('finds an import against the order of folders, and a folder without a place', () => {
		const imports = graph({ '/low/a': ['/high/b'], '/high/b': ['/high/c'], '/high/c': ['/new/d'] });
		expect(findUpwardImports(imports, ['/low', '/high'])).toEqual([
			'/low/a → /high/b',
			'/high/c → /new/d'
		]);
		expect(findUpwardImports(graph({ '/high/b': ['/low/a'] }), ['/low', '/high'])).toEqual([]);
	});

	it('finds the longest chain and the files of each folder', () => {
		expect(longestChain(graph({ a: ['c', 'b'], b: ['c'], c: [] }))).toEqual(['a', 'b', 'c']);
		expect([...countByFolder(['/x/a', '/x/b', '/x/y/c'])]).toEqual([
			['/x', 2],
			['/x/y', 1]
		]);
	});
});
