import adapter from '@sveltejs/adapter-node';
import config from '../../../svelte.config.js';

const app = '../../..';
const out = `${app}/test-results/bench/documented-way`;

/** This app with another hook, and nothing else changed. @type {import('@sveltejs/kit').Config} */
export default {
	...config,
	kit: {
		...config.kit,
		adapter: adapter({ out: `${out}/build` }),
		outDir: `${out}/.svelte-kit`,
		files: {
			src: `${app}/src`,
			lib: `${app}/src/lib`,
			routes: `${app}/src/routes`,
			assets: `${app}/static`,
			appTemplate: `${app}/src/app.html`,
			errorTemplate: `${app}/src/error.html`,
			hooks: { server: 'hooks.server.ts' }
		}
	}
};
