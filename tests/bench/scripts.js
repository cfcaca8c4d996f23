// How much JavaScript a page brings, compressed as it is sent.
import { startApp } from './app.js';
import { sessionCookie, startStub } from './appwrite-stub.js';

const pages = ['/', '/login', '/signup', '/login/code', '/account', '/account/password'];

/** @param {import('./run.js').Report} report */
export async function measureScripts(report) {
	const stub = await startStub();
	const app = await startApp(stub.appwrite);

	for (const path of pages) {
		/** @type {Record<string, string>} */
		const headers = path.startsWith('/account') ? { cookie: sessionCookie('ada') } : {};
		const page = await fetch(app.origin + path, { headers });
		const scripts = scriptsIn(page.headers.get('link') + (await page.text()));
		let bytes = 0;
		for (const script of scripts) bytes += await compressedSize(new URL(script, app.origin));
		report([`JavaScript of ${path}`, `${(bytes / 1000).toFixed(1)} kB gzip`, '≤ 33 kB']);
	}
	await app.stop();
	stub.stop();
}

/** What SvelteKit names in a page: what it starts with, and what that imports. @param {string} text */
function scriptsIn(text) {
	return new Set(text.match(/_app\/immutable\/[\w./-]+\.js/g)?.map((path) => `/${path}`));
}

/** @param {URL} address */
async function compressedSize(address) {
	const response = await fetch(address, { headers: { 'accept-encoding': 'gzip' } });
	if (response.headers.get('content-encoding') !== 'gzip')
		throw new Error(`${address} is not compressed`);
	return Number(response.headers.get('content-length'));
}
