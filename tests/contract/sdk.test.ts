import { Account, Locale, Users } from 'node-appwrite';
import { describe, expect, it } from 'vitest';
import { target } from './appwrite.ts';
import { newPerson, signedInAccount } from './people.ts';
import { recordedCalls } from './recorded-calls.ts';
// In one run, so that it can be said in the end which methods have been called.
import './sdk/account.ts';
import './sdk/contacts.ts';
import './sdk/sessions.ts';
import './sdk/anonymous.ts';
import './sdk/tokens.ts';
import './sdk/jwts.ts';
import './sdk/recovery.ts';
import './sdk/verification.ts';
import './sdk/mfa.ts';
import './sdk/identities.ts';
import './sdk/logs.ts';
import './sdk/users.ts';
import './sdk/users-imports.ts';
import './sdk/users-updates.ts';
import './sdk/users-sessions.ts';
import './sdk/users-mfa.ts';
import './sdk/users-targets.ts';
import './sdk/users-memberships.ts';
import './sdk/locale.ts';
import './sdk/avatars.ts';
import './sdk/ping.ts';

type Call = (account: Account) => Promise<unknown>;

const consentId = 'consent';
const tokenId = 'token';

/** Methods for which Appwrite 1.9.6 has no route. */
const unrouted: [method: string, call: Call][] = [
	['Account.listConsents', (account) => account.listConsents()],
	['Account.getConsent', (account) => account.getConsent({ consentId })],
	['Account.deleteConsent', (account) => account.deleteConsent({ consentId })],
	['Account.listConsentTokens', (account) => account.listConsentTokens({ consentId })],
	['Account.getConsentToken', (account) => account.getConsentToken({ consentId, tokenId })],
	['Account.deleteConsentToken', (account) => account.deleteConsentToken({ consentId, tokenId })]
];

it.each(unrouted)('%s leads nowhere at this version', async (_method, call) => {
	const account = await signedInAccount(newPerson('Ada'));
	await expect(call(account)).rejects.toMatchObject({ code: 404 });
});

describe('of the SDK', () => {
	const services = [Account, Users, Locale].map((service) => [service.name, service] as const);

	it.for(services)('%s succeeds with each method that has a route', ([name, service], { skip }) => {
		skip(!target.facilities, 'some tests did not run');
		const methods = Object.getOwnPropertyNames(service.prototype)
			.filter((method) => method !== 'constructor')
			.map((method) => `${name}.${method}`);
		expect(methods.length).toBeGreaterThan(7);

		const expected = unrouted.map(([method]) => method);
		const uncalled = methods.filter((method) => !recordedCalls.has(method));
		expect(uncalled).toEqual(expected.filter((method) => method.startsWith(`${name}.`)));
	});
});
