import { execFile } from 'node:child_process';
import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

// Which packages end up in a build, whatever package.json calls them: read from the source maps of one that is made for it.

const PARTS = [
	'package.json',
	'src',
	'static',
	'svelte.config.js',
	'tsconfig.json',
	'vite.config.ts'
];

/** A package of no registry, which a module of the app imports. */
export const STRAY = 'node_modules/stray-package';

/**
 * Builds a copy of this project that imports one package more, `STRAY`, and gives the packages whose code is in the build, on
 * the server and in the browser, by their paths as the lockfile has them.
 */
export async function bundledPackages(): Promise<Set<string>> {
	mkdirSync('test-results', { recursive: true });
	// Within the project, so that its packages are found.
	const copy = mkdtempSync(resolve('test-results/bundle-'));
	try {
		for (const part of PARTS) cpSync(part, join(copy, part), { recursive: true });
		addStray(copy);
		await promisify(execFile)(resolve('node_modules/.bin/vite'), ['build', '--sourcemap'], {
			cwd: copy,
			env: { ...process.env, VITEST: '', NODE_ENV: 'production' },
			maxBuffer: 1e8
		});
		return new Set(sourcesOf(copy).flatMap((source) => packageOf(source) ?? []));
	} finally {
		rmSync(copy, { recursive: true });
	}
}

function addStray(copy: string) {
	const folder = join(copy, STRAY);
	mkdirSync(folder, { recursive: true });
	writeFileSync(
		join(folder, 'package.json'),
		JSON.stringify({ name: 'stray-package', version: '1.0.0', type: 'module', main: 'index.js' })
	);
	writeFileSync(join(folder, 'index.js'), 'globalThis.strayPackage = true;\n');
	const hooks = join(copy, 'src/hooks.server.ts');
	writeFileSync(hooks, `import 'stray-package';\n${readFileSync(hooks, 'utf8')}`);
}

/** The files that a build is made of: Vite makes some chunks of them, the adapter others. */
function sourcesOf(copy: string): string[] {
	return ['.svelte-kit/output', 'build'].flatMap((folder) =>
		readdirSync(join(copy, folder), { recursive: true, withFileTypes: true })
			.filter(({ name }) => name.endsWith('.map'))
			.flatMap(({ parentPath, name }): string[] => {
				return JSON.parse(readFileSync(join(parentPath, name), 'utf8')).sources;
			})
	);
}

/** `node_modules/a/node_modules/b` of a file in there; `null` for one of the project. */
function packageOf(source: string): string | null {
	// The adapter copies its own files before it bundles them.
	if (source.includes('/adapter-node/entries/')) return 'node_modules/@sveltejs/adapter-node';
	const [found] = source.match(/node_modules\/.*(?<=node_modules\/)(@[^/]+\/)?[^/]+/) ?? [];
	return found ?? null;
}
