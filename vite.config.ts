import { sveltekit } from '@sveltejs/kit/vite';
import type { Plugin, PreviewServer, ViteDevServer } from 'vite';
import { defineConfig } from 'vitest/config';
import { localAppwrite } from './src/local-appwrite/vite-plugin.ts';
import { securityHeaders } from './src/node-server/security-headers.js';
import './src/sync.js';

const headers = securityHeaders();

/** As `node build` sends them; Vite's own `headers` are for its files only. */
function sendHeaders({ middlewares }: ViteDevServer | PreviewServer) {
	middlewares.use((_request, response, next) => {
		response.setHeaders(headers);
		next();
	});
}

const nodeServer: Plugin = {
	name: 'node-server',
	configureServer: sendHeaders,
	configurePreviewServer: sendHeaders
};

export default defineConfig({
	// The app answers no other origin; the local Appwrite answers those that its project knows, by itself.
	server: { cors: false },
	preview: { cors: false },
	plugins: [localAppwrite(), nodeServer, sveltekit()],
	test: {
		include: ['src/**/*.test.ts', 'tests/*.test.ts', 'tests/contract/**/*.test.ts'],
		silent: 'passed-only',
		testTimeout: 30_000
	}
});
