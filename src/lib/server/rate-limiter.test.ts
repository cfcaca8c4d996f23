import { describe, expect, it, vi } from 'vitest';
import { requestEvent } from '../../../tests/request-event';
import { AppwriteFailure } from './appwrite-errors';
import { limitCodes, limitLogin, limitMail, limitToOnce, TooManyAttempts } from './rate-limiter';

// As in production.
vi.mock('$app/env', () => ({ dev: false }));

const wrong = async () => {
	throw new AppwriteFailure({ kind: 'refused', status: 401, type: 'user_invalid_credentials' });
};
const down = async () => {
	throw new AppwriteFailure({ kind: 'outage', reason: 'ECONNREFUSED' });
};
const right = async () => 'in';

let people = 0;

/** Nobody has tried anything for this address yet, nor from this network. */
function newcomer() {
	people += 1;
	return { email: `ada${people}@example.com`, from: `10.1.${people}.1` };
}

function login(email: string, from: string, attempt: () => Promise<unknown>) {
	const { event } = requestEvent('http://localhost/login');
	event.getClientAddress = () => from;
	return limitLogin(event, email, attempt).catch((thrown: unknown) => thrown);
}

async function repeat(times: number, what: () => Promise<unknown>) {
	for (let i = 0; i < times; i += 1) await what();
}

describe('guessing a password', () => {
	it('is slowed down after ten wrong ones, even for the right one', async () => {
		const { email, from } = newcomer();
		await repeat(11, () => login(email, from, wrong));
		expect(await login(email, from, right)).toBeInstanceOf(TooManyAttempts);
	});

	it('does not shut the owner out of another place', async () => {
		const { email, from } = newcomer();
		await repeat(12, () => login(email, from, wrong));
		expect(await login(email, '203.0.113.7', right)).toBe('in');
	});

	it('begins anew after a success', async () => {
		const { email, from } = newcomer();
		await repeat(9, () => login(email, from, wrong));
		expect(await login(email, from, right)).toBe('in');
		await repeat(9, () => login(email, from, wrong));
		expect(await login(email, from, right)).toBe('in');
	});

	it('lets no more through when many come at once', async () => {
		const { email, from } = newcomer();
		let reached = 0;
		const attempt = () => {
			reached += 1;
			return wrong();
		};
		await Promise.all(Array.from({ length: 25 }, () => login(email, from, attempt)));
		expect(reached).toBe(11);
	});

	it('is not counted while Appwrite is down', async () => {
		const { email, from } = newcomer();
		await repeat(20, () => login(email, from, down));
		expect(await login(email, from, right)).toBe('in');
	});

	it('of many accounts from one place ends after thirty a minute', async () => {
		const { from } = newcomer();
		const results: unknown[] = [];
		await repeat(31, async () => results.push(await login(newcomer().email, from, wrong)));
		expect(results.filter((result) => result instanceof TooManyAttempts)).toHaveLength(1);
	});

	it.each([
		['2001:db8:1:2::1', '2001:db8:1:2:ffff::9'],
		['2001:db8:9:9:1:2:3:4', '2001:db8:9:9::'],
		['::ffff:192.0.2.1', '192.0.2.1']
	])('counts %s and %s as one place', async (one, other) => {
		const { email } = newcomer();
		await repeat(11, () => login(email, one, wrong));
		expect(await login(email, other, right)).toBeInstanceOf(TooManyAttempts);
	});

	it('counts requests of unknown origin as one place instead of failing', async () => {
		const { event } = requestEvent('http://localhost/login');
		event.getClientAddress = () => {
			throw new Error('Address header was specified but is absent from request');
		};
		await expect(limitLogin(event, newcomer().email, right)).resolves.toBe('in');
	});
});

it('a box gets three mails an hour, whoever asks', async () => {
	const { email } = newcomer();
	const ask = () => {
		const { event } = requestEvent('http://localhost/forgot-password');
		event.getClientAddress = () => newcomer().from;
		return limitMail(event, email);
	};
	await repeat(3, ask);
	await expect(ask()).rejects.toBeInstanceOf(TooManyAttempts);
});

describe('guessing a code', () => {
	it('ends after five wrong ones, even for the right one', async () => {
		const { email } = newcomer();
		const guess = () => limitCodes(email, wrong).catch(() => {});
		await repeat(5, guess);
		await expect(limitCodes(email, right)).rejects.toBeInstanceOf(TooManyAttempts);
	});

	it('is not counted while Appwrite is down', async () => {
		const { email } = newcomer();
		await repeat(9, () => limitCodes(email, down).catch(() => {}));
		await expect(limitCodes(email, right)).resolves.toBe('in');
	});
});

describe('a code of an authenticator app', () => {
	const used = { failure: { type: 'code_used_already' } };

	it('is taken once', async () => {
		await limitToOnce('ada 111111', right);
		await expect(limitToOnce('ada 111111', right)).rejects.toMatchObject(used);
	});

	it('is taken once when it comes twice at the same time', async () => {
		const both = [limitToOnce('ada 222222', right), limitToOnce('ada 222222', right)];
		const results = await Promise.allSettled(both);
		expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
	});

	it('may be another account’s too, and the next one is free', async () => {
		await limitToOnce('ada 333333', right);
		await expect(limitToOnce('eve 333333', right)).resolves.toBe('in');
		await expect(limitToOnce('ada 444444', right)).resolves.toBe('in');
	});

	it('that was wrong may be right later', async () => {
		await limitToOnce('ada 555555', wrong).catch(() => {});
		await expect(limitToOnce('ada 555555', right)).resolves.toBe('in');
	});
});
