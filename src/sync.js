// Writes what tsconfig.json extends. `npm ci` does so too, but not with --ignore-scripts, and Vite reads no TypeScript
// while a part of tsconfig.json is missing.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

const root = dirname(import.meta.dirname);

if (!existsSync(`${root}/.svelte-kit/tsconfig.json`)) {
	const svelteKit = `${root}/node_modules/@sveltejs/kit/svelte-kit.js`;
	execFileSync(process.execPath, [svelteKit, 'sync'], { cwd: root, stdio: ['ignore', 2, 2] });
}
