import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { localAppwrite } from './src/local-appwrite/vite-plugin.ts';

export default defineConfig({
	plugins: [localAppwrite(), sveltekit()],
	test: {
		include: ['src/**/*.test.ts', 'tests/*.test.ts', 'tests/contract/**/*.test.ts'],
		silent: 'passed-only'
	}
});
