import adapter from '@sveltejs/adapter-node';
import config from '../../../svelte.config.js';

const app = '../../..';
const out = `${app}/test-results/bench/client-side`;

/** The app's look and components around pages of this folder. @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: config.preprocess,
	kit: {
		adapter: adapter({ out: `${out}/build` }),
		outDir: `${out}/.svelte-kit`,
		files: { lib: `${app}/src/lib`, appTemplate: 'src/app.html' }
	}
};
