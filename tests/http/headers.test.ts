import { expect, test } from '../e2e/fixtures.ts';
import { startApp, startAppwrite } from '../e2e/processes.js';
import { sendRaw, sendText } from './raw-request.ts';

const everywhere = {
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'permissions-policy': expect.stringContaining('camera=()'),
	'referrer-policy': 'same-origin',
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY'
};

const html = 'Accept: text/html';
const form = 'Content-Type: application/x-www-form-urlencoded';
const jpeg = 'Content-Type: image/jpeg';

/** Who answers, the status, and the lines of the request. */
const answers: [string, number, string[], string?][] = [
	['a page', 200, ['GET /login HTTP/1.1', html]],
	['a page that there is not', 404, ['GET /nowhere HTTP/1.1', html]],
	['a form', 400, ['POST /login HTTP/1.1', html, form, 'Content-Length: 0']],
	['a form that is too long', 413, ['POST /login HTTP/1.1', html, form, 'Content-Length: 17000']],
	['a body that is no form', 415, ['POST /login HTTP/1.1', jpeg, 'Content-Length: 1'], 'x'],
	['an endpoint', 200, ['GET /healthz HTTP/1.1']],
	['an endpoint without a session', 401, ['GET /api/user HTTP/1.1']],
	['an endpoint without that method', 405, ['GET /logout HTTP/1.1']],
	['an answer without a body', 204, ['DELETE /api/session HTTP/1.1']],
	['an action that there is not', 404, ['POST /login?/toString HTTP/1.1', form]],
	['the guard', 303, ['GET /account HTTP/1.1', html]],
	['the data of a guarded page', 200, ['GET /account/__data.json HTTP/1.1']],
	['a needless slash', 308, ['GET /login/ HTTP/1.1']],
	['another site', 403, ['POST /logout HTTP/1.1', 'Sec-Fetch-Site: cross-site']],
	['a file', 200, ['GET /favicon.svg HTTP/1.1']],
	['the head of a file', 200, ['HEAD /favicon.svg HTTP/1.1']],
	['a part of a file', 206, ['GET /favicon.svg HTTP/1.1', 'Range: bytes=0-9']],
	['a file of the build', 200, ['GET /_app/version.json HTTP/1.1']],
	['a file of the build that there is not', 404, ['GET /_app/immutable/x.js HTTP/1.1']],
	['an address that cannot be decoded', 400, ['GET /%ff HTTP/1.1']],
	['a method that cannot be', 400, ['TRACE / HTTP/1.1']],
	['an expectation', 417, ['GET / HTTP/1.1', 'Expect: a miracle']],
	['headers without end', 431, ['GET / HTTP/1.1', `X-Long: ${'x'.repeat(20_000)}`]],
	['what is no HTTP', 400, ['Good morning']]
];

for (const [name, status, lines, body] of answers) {
	test(`${name} is answered with headers that guard it [HD-02 HD-05]`, async ({ origin }) => {
		const answer = await sendRaw(origin, lines, body);
		expect(answer.status).toBe(status);
		expect(Object.fromEntries(answer.headers)).toMatchObject(everywhere);

		// Pages have SvelteKit's policy, everything else one that allows nothing.
		const isPage = answer.headers.get('content-type')?.startsWith('text/html');
		const policy = isPage
			? /script-src 'self' 'nonce-[^']+'.* frame-ancestors 'none'/
			: /^default-src 'none'; frame-ancestors 'none'$/;
		expect(answer.headers.get('content-security-policy')).toMatch(policy);
		expect(answer.headers.has('strict-transport-security'), 'over http').toBe(false);
	});
}

test('a request without a host is answered with them too [HD-02]', async ({ origin }) => {
	const { status, headers } = await sendText(origin, 'GET / HTTP/1.1\r\n\r\n');
	expect(status).toBe(400);
	expect(Object.fromEntries(headers)).toMatchObject(everywhere);
});

test('over https, browsers are told to stay there [HD-03]', async () => {
	const { server: appwriteServer, appwrite } = await startAppwrite(
		'--port',
		'0',
		'--database',
		':memory:'
	);
	const { server, origin } = await startApp(appwrite, { ORIGIN: 'https://app.example' });
	for (const path of ['/', '/nowhere', '/favicon.svg', '/account']) {
		const { headers } = await fetch(origin + path, { redirect: 'manual' });
		expect(headers.get('strict-transport-security'), path).toBe(
			'max-age=31536000; includeSubDomains'
		);
	}
	server.kill('SIGKILL');
	appwriteServer.kill('SIGKILL');
});
