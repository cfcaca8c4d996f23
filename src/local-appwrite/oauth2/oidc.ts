import { Hono, type Context } from 'hono';
import { GeneralError } from '../core/errors.ts';
import { hashSecret } from '../core/secrets.ts';
import { readSentParams } from '../params/sent-params.ts';
import { authorizePage } from './authorize-page.ts';
import type { LocalProvider, Mode, Person } from './local-provider.ts';
import { localProviders, providerOfClient } from './providers.ts';

const headers = {
	'Cache-Control': 'no-store',
	// No form-action: Chrome would ask it of every address that the form's answer leads on to, the app's among them.
	'Content-Security-Policy':
		"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
};

const people: Person[] = [
	createPerson('Ada Lovelace', 'ada@example.com', true),
	createPerson('Demo', 'demo@example.com', true),
	createPerson('Mallory', 'mallory@example.com', false)
];

/** `/oidc`: what stands in for an OAuth2 provider. A test says with `/mode` who is signed in; a person is asked. */
export function oidc(localProvider: LocalProvider): Hono {
	const app = new Hono();

	app.get('/authorize', (c) => {
		const client = readClient(c);
		const mode = localProvider.mode();
		if (mode) return returnPerson(c, localProvider, mode.deny ? undefined : personOf(mode));
		return c.html(authorizePage(client.name, choices(localProvider)), 200, headers);
	});

	app.post('/authorize', async (c) => {
		refuseOtherOrigins(c);
		readClient(c);
		const form = await readSentParams(c);
		if (form.has('deny')) return returnPerson(c, localProvider, undefined);

		const chosen = choices(localProvider)[Number(form.get('person') ?? NaN)];
		const person = chosen ?? readPerson(form);
		if (!chosen) localProvider.remember(person);
		return returnPerson(c, localProvider, person);
	});

	app.post('/mode', async (c) => {
		refuseOrigins(c);
		const changes: Mode = Object.fromEntries(await readSentParams(c));
		return c.json(localProvider.setMode(changes));
	});

	app.delete('/mode', (c) => {
		refuseOrigins(c);
		localProvider.askAgain();
		return c.body(null, 204);
	});

	return app;
}

/** The application that sent somebody: ours, and back to nowhere but our own callback. */
function readClient(c: Context): { name: string } {
	const id = providerOfClient(c.req.query('client_id') ?? '');
	const callback = `${new URL(c.req.url).origin}/v1/account/sessions/oauth2/callback/`;
	if (!id || !c.req.query('redirect_uri')?.startsWith(callback)) {
		throw new GeneralError('general_bad_request', 'client_id or redirect_uri is unknown here.');
	}
	return localProviders[id];
}

/** Sends somebody back to the application: with a code that stands for them, or with their refusal. */
function returnPerson(c: Context, localProvider: LocalProvider, person?: Person): Response {
	const { redirect_uri: address = '', state = '' } = c.req.query();
	const outcome: Record<string, string> = person
		? { code: localProvider.createCode(person) }
		: { error: 'access_denied', error_description: 'The user said no' };
	return c.redirect(`${address}?${new URLSearchParams({ state, ...outcome })}`, 302);
}

function choices(localProvider: LocalProvider): Person[] {
	const remembered = localProvider.remembered();
	const others = people.filter((one) => !remembered.some(({ email }) => email === one.email));
	return [...remembered, ...others];
}

/** Whose id is not said gets none, as from a provider that is broken. */
function personOf({ sub = '', email = '', name = '', email_verified = false }: Mode): Person {
	return { sub, email, name, email_verified };
}

function readPerson(form: Map<string, unknown>): Person {
	const [name, email] = ['name', 'email'].map((field) => String(form.get(field) ?? '').trim());
	return createPerson(name ?? '', email ?? '', form.has('email_verified'));
}

/** The same address is the same person at the next visit. */
function createPerson(name: string, email: string, verified: boolean): Person {
	const sub = hashSecret(email.toLowerCase()).slice(0, 20);
	return { sub, email, name, email_verified: verified };
}

/** For tests, which are no web pages. */
function refuseOrigins(c: Context): void {
	if (c.req.header('origin') === undefined) return;
	throw new GeneralError('general_unknown_origin', 'Browsers may not use this.');
}

/** Another page must not sign its visitors in as somebody of its choice. */
function refuseOtherOrigins(c: Context): void {
	const origin = c.req.header('origin');
	if (origin === undefined || origin === new URL(c.req.url).origin) return;
	throw new GeneralError('general_unknown_origin', 'Another page may not sign people in.');
}
