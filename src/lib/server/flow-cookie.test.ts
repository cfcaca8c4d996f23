import { afterEach, expect, it, vi } from 'vitest';
import * as v from 'valibot';
import { requestEvent } from '../../../tests/request-event';

vi.mock('$app/env/private', () => ({ APPWRITE_API_KEY: 'standard_the-key', COOKIE_SECRET: [] }));
const { deleteFlowCookies, readFlowCookie, setFlowCookie } = await import('./flow-cookie');

const schema = v.object({ provider: v.string() });
const address = 'https://app.example/';

afterEach(() => vi.useRealTimers());

/** The jar of a browser in which `{provider: 'github'}` was kept for a minute under `state`. */
function jarWithState() {
	const { event, jar } = requestEvent(address);
	setFlowCookie(event, 'state', { provider: 'github' }, 60);
	return jar;
}

function read(jar: Map<string, string>, name = 'state') {
	const { event } = requestEvent(address, { cookies: Object.fromEntries(jar) });
	return readFlowCookie(event, name, schema);
}

it('gives back what was kept', () => expect(read(jarWithState())).toEqual({ provider: 'github' }));

it('is forgotten in time', () => {
	const jar = jarWithState();
	vi.useFakeTimers({ now: Date.now() + 61_000 });
	expect(read(jar)).toBeNull();
});

it('believes nothing that was changed, made up or meant for another flow', () => {
	const jar = jarWithState();
	const [name = '', value = ''] = [...jar][0] ?? [];
	const bytes = Buffer.from(value.slice(3), 'base64url');
	const changed = bytes.map((byte, i) => (i === 40 ? byte ^ 1 : byte));
	const madeUp =
		'v1.' + Buffer.from('{"until":9e15,"value":{"provider":"evil"}}').toString('base64url');

	for (const forged of [
		`v1.${Buffer.from(changed).toString('base64url')}`,
		madeUp,
		value.slice(0, 9),
		''
	]) {
		expect(read(new Map([[name, forged]])), forged).toBeNull();
	}
	expect(read(new Map([['__Host-appwrite-ssr-other', value]]), 'other')).toBeNull();
});

it('tells the browser nothing, not even by its length', () => {
	const { event, jar } = requestEvent(address);
	setFlowCookie(event, 'short', { provider: 'x' }, 60);
	setFlowCookie(event, 'long', { provider: 'github'.repeat(20) }, 60);

	const [short = '', long = ''] = jar.values();
	expect(short).toHaveLength(long.length);
	expect(Buffer.from(long.slice(3), 'base64url').toString('latin1')).not.toContain('github');
});

it('forgets every flow of the browser, and nothing else', () => {
	const { event, jar } = requestEvent(address, {
		cookies: { '__Host-appwrite-ssr-session': 's', '__Host-appwrite-ssr-device': 'd', other: 'o' }
	});
	setFlowCookie(event, 'draft', {}, 60);
	setFlowCookie(event, 'login-code', {}, 60);
	deleteFlowCookies(event);
	expect([...jar.values()]).toEqual(['s', 'd', 'o']);
});
