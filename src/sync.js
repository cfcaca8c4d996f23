// Writes what tsconfig.json extends. `npm ci` does so too, but not with --ignore-scripts, and Vite reads no TypeScript
// while a part of tsconfig.json is missing.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);

if (!existsSync(join(root, '.svelte-kit/tsconfig.json'))) {
	const kit = dirname(createRequire(import.meta.url).resolve('@sveltejs/kit/package.json'));
	const sync = [join(kit, 'svelte-kit.js'), 'sync'];
	execFileSync(process.execPath, sync, { cwd: root, stdio: ['ignore', 2, 2] });
}
