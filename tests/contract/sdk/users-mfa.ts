import { AuthenticatorType } from 'node-appwrite';
import { describe, expect, it } from 'vitest';
import { users } from '../appwrite.ts';
import { enrolAuthenticator } from '../authenticator.ts';
import { newPerson, signedInAccount, signedInAgain, signUp } from '../people.ts';

const type = AuthenticatorType.Totp;

describe('users.updateMFA', () => {
	it('locks the sessions with one factor out, and lets them in again', async () => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);
		const { userId } = ada;
		await users.updateEmailVerification({ userId, emailVerification: true });

		expect(await users.updateMFA({ userId, mfa: true })).toMatchObject({ mfa: true });
		await expect(account.get()).rejects.toMatchObject({ type: 'user_more_factors_required' });
		await users.updateMFA({ userId, mfa: false });
		expect(await account.get()).toMatchObject({ mfa: false });
	});
});

describe('users.deleteMFAAuthenticator', () => {
	it('needs no challenge', async () => {
		const ada = newPerson('Ada');
		await enrolAuthenticator(await signedInAccount(ada));
		const { userId } = ada;
		expect(await users.listMFAFactors({ userId })).toMatchObject({ totp: true, phone: false });

		await users.deleteMFAAuthenticator({ userId, type });
		expect(await users.listMFAFactors({ userId })).toMatchObject({ totp: false });
		await expect(users.deleteMFAAuthenticator({ userId, type })).rejects.toMatchObject({
			code: 404,
			type: 'user_authenticator_not_found'
		});
	});
});

describe('users.createMFARecoveryCodes', () => {
	const missing = { code: 404, type: 'user_recovery_codes_not_found' };

	it('gives six codes, which can be read and renewed', async () => {
		const ada = newPerson('Ada');
		await signUp(ada);
		await expect(users.getMFARecoveryCodes(ada)).rejects.toMatchObject(missing);
		await expect(users.updateMFARecoveryCodes(ada)).rejects.toMatchObject(missing);

		const codes = await users.createMFARecoveryCodes(ada);
		expect(codes.recoveryCodes).toHaveLength(6);
		expect(await users.getMFARecoveryCodes(ada)).toEqual(codes);
		await expect(users.createMFARecoveryCodes(ada)).rejects.toMatchObject({
			code: 409,
			type: 'user_recovery_codes_already_exists'
		});
		expect(await users.updateMFARecoveryCodes(ada)).not.toEqual(codes);
	});
});

it('the methods of MFA go by their old names too', async () => {
	const ada = newPerson('Ada');
	const account = await signedInAccount(ada);
	await enrolAuthenticator(account);
	const { userId } = ada;

	expect(await users.updateMfa({ userId, mfa: true })).toMatchObject({ mfa: true });
	await expect((await signedInAgain(ada)).get()).rejects.toMatchObject({ code: 401 });
	const codes = await users.createMfaRecoveryCodes({ userId });
	expect(await users.getMfaRecoveryCodes({ userId })).toEqual(codes);
	expect(await users.updateMfaRecoveryCodes({ userId })).not.toEqual(codes);
	await users.deleteMfaAuthenticator({ userId, type });
	expect(await users.listMfaFactors({ userId })).toMatchObject({ totp: false });
});
