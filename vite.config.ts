import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { localAppwrite } from './src/local-appwrite/vite-plugin.ts';

export default defineConfig({
	// The app answers no other origin; the local Appwrite answers those that its project knows, by itself.
	server: { cors: false },
	preview: { cors: false },
	plugins: [localAppwrite(), sveltekit()],
	test: {
		include: ['src/**/*.test.ts', 'tests/*.test.ts', 'tests/contract/**/*.test.ts'],
		silent: 'passed-only',
		testTimeout: 30_000
	}
});
