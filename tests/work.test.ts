import type { RequestEvent } from '@sveltejs/kit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { formAction } from '$lib/server/forms/form';
import { requestEvent } from './request-event';
import { worst } from './worst-texts';

// What strangers send is looked at before any limit counts it: whatever it is, it costs little.

type Form = ReturnType<typeof formAction> & { fields: string[] };
type Door = (event: RequestEvent) => unknown;
type Module = Record<string, unknown> & { load?: Door; actions?: Record<string, Form> };

// A form says which fields it reads.
vi.mock('$lib/server/forms/form', async (original) => {
	const real = await original<typeof import('$lib/server/forms/form')>();
	const withFields: typeof formAction = (schema, ...rest) =>
		Object.assign(real.formAction(schema, ...rest), { fields: Object.keys(schema.entries) });
	return { ...real, formAction: withFields };
});
// The action within is what reads a form.
vi.mock('$lib/server/forms/confirmed-action', () => ({
	confirmedAction: (action: Door) => action
}));
vi.mock('$app/env/private', async (original) => ({
	...(await original<object>()),
	OAUTH_PROVIDERS: ['oidc']
}));
// A refusal takes its time, of which none is work.
vi.mock('node:timers/promises', () => ({ setTimeout: () => Promise.resolve() }));

/** In empty forms. Text that is read once costs some ten of them at most; read once for each character, a thousand. */
const MOST_WORK = 100;

const modules = import.meta.glob<Module>([
	'/src/routes/**/+*.server.ts',
	'/src/routes/**/+server.ts'
]);

/** Whatever a form may ask for, so that the field beside these is the only one that could be refused. */
const good: Record<string, string> = {
	...{ name: 'Eve', email: 'eve@example.com', phone: '+447700900123', confirm: 'delete' },
	...{ password: 'correct horse', newPassword: 'a field of barley', code: '123456' },
	...{ theme: 'dark', language: 'en', timeZone: 'UTC', factor: 'totp' }
};

beforeAll(() => {
	// Nobody answers there: what is measured is the work of this app.
	vi.stubEnv('APPWRITE_ENDPOINT', 'http://127.0.0.1:1/v1');
	vi.stubEnv('APPWRITE_PROJECT_ID', 'project');
	vi.stubEnv('APPWRITE_API_KEY', 'standard_the-key');
	vi.stubEnv('ORIGIN', 'https://app.example');
});

afterAll(() => vi.unstubAllEnvs());

interface Sent {
	method: string;
	body?: BodyInit;
	headers?: Record<string, string>;
	/** The value of every cookie, header or parameter that is looked for. */
	cookie?: string;
	header?: string;
	parameter?: string;
}

function eventOf({ method, body, headers, cookie, header, parameter }: Sent): RequestEvent {
	const { event } = requestEvent('https://app.example/there', { method, body, headers });
	const { cookies, request, url } = event;
	if (cookie !== undefined) cookies.get = () => cookie;
	if (header !== undefined) request.headers.get = () => header;
	if (parameter !== undefined) {
		for (const name of ['userId', 'secret', parameter]) url.searchParams.set(name, parameter);
		url.searchParams.get = () => parameter;
	}
	const unused = { setHeaders: () => {}, depends: () => {}, parent: async () => ({}) };
	const params = { id: parameter ?? 'ada', provider: 'oidc' };
	return Object.assign(event, { params, ...unused, getClientAddress: () => header ?? '192.0.2.1' });
}

/** Raw, as escapes would leave room for less. */
function formOf(fields: Record<string, string>): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.append(name, value);
	return form;
}

/** Microseconds of this process that an answer takes. */
async function workOf(door: Door, sent: Sent): Promise<number> {
	const event = eventOf(sent);
	const before = process.cpuUsage();
	await Promise.resolve(event)
		.then(door)
		.catch(() => null);
	const { user, system } = process.cpuUsage(before);
	return user + system;
}

/** Sends all; names what takes too much work every time, as once may have been the machine's doing. */
async function findTooMuch(door: Door, all: [what: string, sent: Sent][]) {
	let suspects = all;
	for (let time = 0; time < 6 && suspects.length > 0; time += 1) {
		const still: typeof all = [];
		for (const one of suspects) if ((await workOf(door, one[1])) > most) still.push(one);
		suspects = still;
	}
	return suspects.map(([what]) => what);
}

const doors: [name: string, method: string, door: Door, fields: string[]][] = [];
for (const [path, load] of Object.entries(modules)) {
	const { load: read, actions = {}, ...methods } = await load();
	const name = path.replace('/src/routes', '');
	if (read) doors.push([name, 'GET', read, []]);
	for (const [action, form] of Object.entries(actions))
		doors.push([`${name} ${action}`, 'POST', form, form.fields]);
	for (const [method, handler] of Object.entries(methods))
		if (/^[A-Z]+$/.test(method)) doors.push([name, method, handler as Door, []]);
}
const forms = doors.filter(([, , , fields]) => fields.length > 0);

/** Microseconds. */
let most: number;

beforeAll(async () => {
	const works: number[] = [];
	for (let time = 0; time < 20; time += 1)
		for (const [, method, form] of forms)
			works.push(await workOf(form, { method, body: formOf({}) }));
	// As most of them go; some have the tidying up of others in them.
	const half = works.sort((a, b) => a - b)[works.length / 2] ?? 0;
	most = MOST_WORK * half;
});

it('there are forms with fields', () => expect(forms.length).toBeGreaterThan(15));

describe('costs no more than some empty forms [IN-08]', () => {
	it.each(forms)('whatever is in a field of %s', async (_, method, form, fields) => {
		const sent = fields.flatMap((field) =>
			worst.map(({ what, text }): [string, Sent] => [
				`${field}: ${what}`,
				{ method, body: formOf({ ...pick(fields), [field]: text }) }
			])
		);
		expect(await findTooMuch(form, sent)).toEqual([]);
	});

	it('whatever is in JSON', async () => {
		for (const [, method, door] of doors.filter(
			([name, method]) => /api/.test(name) && method === 'POST'
		)) {
			const sent = worst.flatMap(({ what, text }) =>
				[
					text,
					JSON.stringify(text),
					...['email', 'password'].map((name) => JSON.stringify({ ...good, [name]: text }))
				].map((body): [string, Sent] => [
					what,
					{ method, body, headers: { 'content-type': 'application/json' } }
				])
			);
			expect(await findTooMuch(door, sent)).toEqual([]);
		}
	});

	it.each(doors)(
		'whatever cookies, headers and parameters come to %s, %s',
		async (_, method, door) => {
			const sent = worst.flatMap(({ what, text }) =>
				(['cookie', 'header', 'parameter'] as const).map((place): [string, Sent] => [
					`${place}: ${what}`,
					{ method, [place]: text }
				])
			);
			expect(await findTooMuch(door, sent)).toEqual([]);
		}
	);
});

/** Good values for these fields. */
function pick(fields: string[]): Record<string, string> {
	return Object.fromEntries(fields.map((field) => [field, good[field] ?? 'x']));
}
