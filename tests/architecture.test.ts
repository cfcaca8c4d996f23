import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const sources = import.meta.glob<string>('/src/**/*.{ts,js,svelte}', {
	query: '?raw',
	import: 'default',
	eager: true
});

/** Who must not import what: [files, specifiers that they must not name, why]. */
const walls: [RegExp, RegExp, string][] = [
	[/^\/src\/(lib|routes|[^/]+$)/, /local-appwrite/, 'the app reaches Appwrite over HTTP only'],
	[
		/^\/src\/local-appwrite\/(?!.*\.test\.)/,
		/^(\$|@sveltejs|node-appwrite|(\.\.\/)+(lib|routes))/,
		'the local Appwrite knows nothing of the app'
	],
	[/^\/src\/lib\//, /routes\//, 'pages use the library, never the reverse'],
	[/^\/src\/lib\/(?!server\/)/, /(\$lib|\.)\/server/, 'what the browser gets knows no server'],
	[
		/^\/src\/(?!lib\/server\/appwrite\/)/,
		/^(node-appwrite|undici)$/,
		'clients are built in one place'
	],
	[/^\/src\/.*\.svelte$/, /^appwrite$/, 'no Appwrite SDK in the browser']
];

it.each(walls)('%s does not import %s: %s', (files, forbidden) => {
	const trespassers = Object.entries(sources)
		.filter(([path]) => files.test(path))
		.filter(([, source]) => imports(source).some((specifier) => forbidden.test(specifier)))
		.map(([path]) => path);

	expect(trespassers).toEqual([]);
});

it('knows an import when it sees one', () => {
	const ways = [
		"import 'a';",
		"import { x } from 'a';",
		"import {\n\tx,\n\ty\n} from 'a';",
		"<script>\n\timport x from 'a';",
		"export { x } from 'a';",
		"export * from 'a';",
		"const { x } = await import('a');"
	];
	for (const way of ways) expect(imports(way), way).toEqual(['a']);
	expect(imports("import type { X } from 'a';\nexport type { X } from 'b';")).toEqual([]);

	const components = Object.keys(sources).filter((path) => path.endsWith('.svelte'));
	const importing = components.filter((path) => imports(sources[path] ?? '').length);
	expect(importing.length).toBeGreaterThan(components.length / 2);
});

/** What a module takes from others at run time; types leave no trace. */
function imports(source: string) {
	const statements = source.matchAll(
		/^\s*(?:import|export) (?!type |const |function |async |class |interface |default )[^;]*?'([^']+)'|\bimport\('([^']+)'\)/gm
	);
	return [...statements].map(([, from, lazy]) => from ?? lazy ?? '');
}

it('nothing is written into a page as HTML [HD-07]', () => {
	const components = Object.entries(sources).filter(([path]) => path.endsWith('.svelte'));
	expect(components.length).toBeGreaterThan(10);
	expect(components.filter(([, source]) => source.includes('{@html'))).toEqual([]);
});

describe('the production build', () => {
	const canaries = {
		APPWRITE_API_KEY: 'standard_canary-key',
		APPWRITE_PROJECT_ID: 'canary-project'
	};
	let server: string[];
	let client: string[];

	beforeAll(() => {
		execFileSync('node_modules/.bin/vite', ['build'], {
			env: { ...process.env, ...canaries, VITEST: '', NODE_ENV: 'production' },
			stdio: 'ignore'
		});
		server = contents('build/server');
		client = contents('build/client');
	}, 120_000);

	it('contains nothing of the local Appwrite [DV-01]', () => {
		expect(server.join()).toContain('node-appwrite');
		const traces = ['libsql', 'general_cursor_not_found', 'createLocalAppwrite', 'messages.json'];
		for (const trace of traces) {
			expect(
				server.some((text) => text.includes(trace)),
				trace
			).toBe(false);
		}
	});

	it('gives the browser no SDK, key or secret [SE-01]', () => {
		expect(client.length).toBeGreaterThan(5);
		const traces = [
			'X-Appwrite-',
			'node-appwrite',
			'AppwriteException',
			...Object.values(canaries)
		];
		for (const trace of traces) {
			expect(
				client.some((text) => text.includes(trace)),
				trace
			).toBe(false);
		}
	});

	it('holds no setting of the machine that it was built on', () => {
		for (const canary of Object.values(canaries)) {
			expect(
				server.some((text) => text.includes(canary)),
				canary
			).toBe(false);
		}
	});
});

/** The text of every file of a folder. */
function contents(folder: string) {
	const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile());
	return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
}
