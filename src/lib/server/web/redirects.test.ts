import { describe, expect, it } from 'vitest';
import { safeRedirect } from './redirects';

describe('safeRedirect', () => {
	it.each([
		'/',
		'/account',
		'/account/email?tab=1&x=%20y#top',
		'/a/b-c_d.~e',
		'/search?q=a%2F%2Fb'
	])('goes to the path %s of this site', (path) => expect(safeRedirect(path)).toBe(path));

	it.each([
		'//evil.example',
		'///evil.example',
		'/\\evil.example',
		'\\\\evil.example',
		'/\t/evil.example',
		'/\n/evil.example',
		'\t//evil.example',
		'https://evil.example',
		'https:evil.example',
		'https:/evil.example',
		'HTTPS://evil.example',
		'javascript:alert(1)',
		'data:text/html,x',
		'//user@evil.example/',
		'/.//evil.example',
		'/..//evil.example',
		'/a/..//evil.example',
		'/a\r\nset-cookie: x=1',
		'/a\u0000b',
		'/\u20ac',
		'/ account',
		'account',
		'',
		`/${'a'.repeat(5_000)}`,
		null,
		undefined,
		['/account']
	])('goes to the account page instead of %j', (target) => {
		expect(safeRedirect(target)).toBe('/account');
	});

	it('never leaves the site, however a browser reads the answer', () => {
		for (const target of ['/%09/evil.example', '/%5Cevil.example', '/@evil.example', '/;//e']) {
			const landing = new URL(safeRedirect(target), 'https://app.example');
			expect(landing.origin).toBe('https://app.example');
		}
	});
});
