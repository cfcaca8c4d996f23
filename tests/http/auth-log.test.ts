import type { AuthEvent } from '../../src/lib/server/session/auth-log.ts';
import { freshCode } from '../e2e/second-factor-fixtures.ts';
import { Browser } from './browser.ts';
import { send } from './send.ts';
import { expect, postJson, test, type WatchedApp } from './watched-app.ts';
import { someAddress } from './world.ts';

// All that somebody can do who signs up, and what the log has of it.

const from = { ...someAddress(), 'user-agent': 'Journey/1.0' };
const password = 'canary of the password';
const newPassword = 'canary of the other password';
const email = 'ada@example.com';
const newEmail = 'lovelace@example.com';
const phone = '+447700900123';

/** Somebody on her way through the app, and what the log must not have of her. */
interface Journey {
	app: WatchedApp;
	ada: Browser;
	secrets: string[];
	/** So short that one may be a part of some ID. */
	codes: string[];
}

test('has a line for each thing that people do, that says who, from where and with which result [LO-01 LO-02]', async ({
	app
}) => {
	const ada = new Browser(app.origin, from);
	const secrets = [app.appwrite.apiKey, password, newPassword, email, newEmail, phone];
	const journey: Journey = { app, ada, secrets, codes: [] };
	await ada.post('/signup', { name: 'Ada', email, password });
	const { id: userId } = JSON.parse((await ada.get('/api/user')).text);

	await confirmEmail(journey);
	await connectProvider(journey);
	await changeContacts(journey);
	await useSecondFactor(journey);
	await changePassword(journey);
	await beRefused(journey);
	await comeBack(journey);
	await ada.post('/account/data', { password, confirm: 'delete' });

	const byAda = { outcome: 'ok', userId };
	const byAddress = { outcome: 'ok', account: expect.any(String) };
	const refused = { outcome: 'refused' };
	const atLogin = { route: '/(guest)/login', account: expect.any(String) };
	const expected: Record<AuthEvent, object> = {
		account_deleted: byAda,
		attempt_limited: { ...atLogin, outcome: 'limited', seconds: expect.any(Number) },
		attempt_refused: { ...atLogin, ...refused, reason: 'user_invalid_credentials' },
		authenticator_added: byAda,
		authenticator_removed: byAda,
		cross_site_refused: { ...refused, route: '/(public)/api/session' },
		email_changed: byAda,
		email_verified: byAda,
		login: byAda,
		login_mail_requested: { ...byAddress, by: 'login-code' },
		logout: byAda,
		password_changed: byAda,
		password_reset: byAda,
		phone_changed: byAda,
		phone_verified: byAda,
		provider_connected: { ...byAda, provider: 'oidc' },
		provider_disconnected: { ...byAda, provider: 'oidc' },
		provider_refused: { ...refused, userId, reason: 'oauth-foreign' },
		recovery_codes_created: byAda,
		recovery_requested: byAddress,
		second_factor: { ...byAda, factor: 'recoveryCode' },
		second_factor_off: byAda,
		second_factor_on: byAda,
		session_revoked: { ...byAda, sessionId: expect.any(String) },
		signup: byAda,
		verification_requested: byAda
	};
	const ofAll = {
		address: from['x-forwarded-for'],
		agent: from['user-agent'],
		id: expect.stringMatching(/^[\w-]{36}$/),
		time: expect.stringMatching(/^\d{4}-.*Z$/)
	};
	for (const [event, fields] of Object.entries(expected)) {
		for (const line of await app.lines(event))
			expect.soft(line, event).toMatchObject({ ...ofAll, ...fields });
	}

	for (const secret of [...secrets, ...ada.given]) expect(app.output()).not.toContain(secret);
	for (const code of journey.codes) expect(app.output()).not.toMatch(RegExp(`\\b${code}\\b`));
});

async function confirmEmail({ app, ada, secrets }: Journey, address = email) {
	const [link = ''] = (await app.newestMail(address)).links;
	const { pathname, search, searchParams } = new URL(link);
	secrets.push(String(searchParams.get('secret')));
	await ada.post(pathname + search);
}

async function connectProvider({ app, ada }: Journey) {
	const person = { sub: 'ada', name: 'Ada', email, email_verified: true };
	await postJson(`${app.appwrite.oidc}/mode`, person);
	await ada.post('/login/oauth/oidc');
	const { text } = await ada.get('/login/oauth/oidc');
	let address = /0;url=([^"]+)/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
	while (!address.startsWith(app.origin)) {
		const response = await fetch(address, { redirect: 'manual' });
		address = response.headers.get('location') ?? app.origin;
	}
	await ada.get(address.slice(app.origin.length));

	const connections = await ada.get('/account/connections');
	const identityId = /name="identityId" value="([^"]+)"/.exec(connections.text)?.[1] ?? '';
	await ada.post('/account/connections?/disconnect', { identityId });
	await ada.get('/login/oauth/callback?state=canaryOfAState&secret=canaryOfAState&userId=ada');
}

async function changeContacts(journey: Journey) {
	const { app, ada, codes } = journey;
	await ada.post('/account/email', { email: newEmail, password });
	await confirmEmail(journey, newEmail);
	await ada.post('/account/phone', { phone, password });
	const { otp } = await app.newestMail(phone);
	codes.push(otp);
	await ada.post('/account/phone/code?/verify', { code: otp });
}

async function useSecondFactor({ ada, secrets, codes }: Journey) {
	await ada.post('/account/security?/setUp');
	const setUp = await ada.get('/account/security/authenticator');
	const key = /<code[^>]*>([A-Z2-7 ]+)</.exec(setUp.text)?.[1]?.replaceAll(' ', '') ?? '';
	const code = await freshCode(key);
	await ada.post('/account/security/authenticator', { code });
	const shown = await ada.get('/account/security/recovery-codes');
	const kept = [...shown.text.matchAll(/<li[^>]*><code[^>]*>([^<]+)/g)].map(([, one = '']) => one);
	secrets.push(key, ...kept);
	codes.push(code);

	await ada.post('/account/confirm/code?/send', { factor: 'recoveryCode' });
	await ada.post('/account/confirm/code?/verify', { code: kept[0] ?? '' });
	await ada.post('/account/security?/remove');
	await ada.post('/account/security?/turnOff');
}

async function changePassword({ app, ada }: Journey) {
	const elsewhere = new Browser(app.origin, from);
	await elsewhere.post('/login', { email: newEmail, password });
	await ada.post('/account/sessions?/revokeOthers');
	await ada.post('/account/password', { password, newPassword });
}

async function beRefused({ app, ada }: Journey) {
	const headers = { ...from, origin: 'https://evil.example' };
	await send(app.origin, '/api/session', { method: 'DELETE', headers });
	await ada.post('/logout');
	const guess = () => ada.post('/login', { email: newEmail, password: 'wrong horse' });
	await Promise.all(Array.from({ length: 11 }, guess));
}

async function comeBack({ app, ada, secrets, codes }: Journey) {
	await ada.post('/forgot-password', { email: newEmail });
	const [link = ''] = (await app.newestMail(newEmail)).links;
	const { pathname, search, searchParams } = new URL(link);
	await ada.post(pathname + search, { password });

	await ada.post('/login/code?/send', { email: newEmail });
	const { otp } = await app.newestMail(newEmail);
	await ada.post('/login/code?/verify', { code: otp });
	secrets.push(String(searchParams.get('secret')));
	codes.push(otp);
}
