import { renameSync } from 'node:fs';
import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	kit: {
		adapter: nodeServer(),
		// A page's styles come with it: a file of their own would hold up the first look by a round trip.
		inlineStyleThreshold: 20_000,
		csp: {
			// A nonce for each response; every page is rendered on request, as each may show who is signed in.
			mode: 'nonce',
			directives: {
				'default-src': ['none'],
				'base-uri': ['none'],
				'connect-src': ['self'],
				'font-src': ['self'],
				'form-action': ['self'],
				'frame-ancestors': ['none'],
				'img-src': ['self', 'data:'],
				'manifest-src': ['self'],
				'object-src': ['none'],
				'script-src': ['self'],
				'style-src': ['self'],
				// The one style attribute there is: SvelteKit's element that tells screen readers of a new page.
				'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=']
			}
		},
		experimental: { explicitEnvironmentVariables: true }
	}
};

/** adapter-node, whose server then runs within ours. */
function nodeServer() {
	const node = adapter();
	return {
		...node,
		/** @param {import('@sveltejs/kit').Builder} builder */
		async adapt(builder) {
			await node.adapt(builder);
			renameSync('build/index.js', 'build/adapter-node.js');
			builder.copy('src/node-server', 'build', { filter: (name) => !name.endsWith('.d.ts') });
		}
	};
}
