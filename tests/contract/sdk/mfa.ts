import { AuthenticationFactor, AuthenticatorType } from 'node-appwrite';
import { describe, expect } from 'vitest';
import { users } from '../appwrite.ts';
import { createAuthenticator, enrolAuthenticator } from '../authenticator.ts';
import { it } from '../fixtures.ts';
import { newPerson, signedInAccount, signedInAgain } from '../people.ts';

const type = AuthenticatorType.Totp;
// The SDK spells it in small letters, which Appwrite takes and then never finds a code to fit.
const recoveryCode = 'recoveryCode' as AuthenticationFactor;

const refused = { code: 401, type: 'user_invalid_token' };
const challengeRequired = { code: 401, type: 'user_challenge_required' };

describe('account.createMFAAuthenticator', () => {
	it('gives a secret to enter, which the right code confirms', async () => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);
		const { secret, uri } = await account.createMFAAuthenticator({ type });
		const { code, wrongCode } = createAuthenticator(secret);
		expect(uri).toMatch(/^otpauth:\/\/totp\//);

		const guess = { type, otp: await wrongCode() };
		await expect(account.updateMFAAuthenticator(guess)).rejects.toMatchObject(refused);
		await account.updateMFAAuthenticator({ type, otp: await code() });
		expect(await account.listMFAFactors()).toMatchObject({ totp: true, recoveryCode: false });
		await expect(account.createMFAAuthenticator({ type })).rejects.toMatchObject({
			code: 409,
			type: 'user_authenticator_already_verified'
		});
	});
});

describe('account.updateMFA', () => {
	it('asks other sessions for the second factor, which completes them', async () => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);
		const { code, wrongCode } = await enrolAuthenticator(account);
		expect(await account.updateMFA({ mfa: true })).toMatchObject({ mfa: true });
		expect(await account.get()).toMatchObject({ mfa: true });

		const half = await signedInAgain(ada);
		await expect(half.get()).rejects.toMatchObject({
			code: 401,
			type: 'user_more_factors_required'
		});
		expect(await half.listMFAFactors()).toMatchObject({ totp: true });
		const { $id: challengeId } = await half.createMFAChallenge({
			factor: AuthenticationFactor.Totp
		});
		const guess = { challengeId, otp: await wrongCode() };
		await expect(half.updateMFAChallenge(guess)).rejects.toMatchObject(refused);
		const session = await half.updateMFAChallenge({ challengeId, otp: await code() });
		expect(session).toMatchObject({ factors: ['password', 'totp'], secret: '' });
		expect(await half.get()).toMatchObject({ $id: ada.userId });
	});

	it('means nothing before there is a factor to ask for', async () => {
		const ada = newPerson('Ada');
		await (await signedInAccount(ada)).updateMFA({ mfa: true });
		expect(await (await signedInAgain(ada)).get()).toMatchObject({ mfa: true });
	});
});

describe('account.createMFAChallenge', () => {
	it('sends a code to a verified address', async ({ mailbox }) => {
		const ada = newPerson('Ada');
		const account = await signedInAccount(ada);
		const factor = AuthenticationFactor.Email;
		await expect(account.createMFAChallenge({ factor })).rejects.toMatchObject({
			code: 400,
			type: 'user_email_not_verified'
		});

		await users.updateEmailVerification({ userId: ada.userId, emailVerification: true });
		const { $id: challengeId } = await account.createMFAChallenge({ factor });
		const otp = await mailbox.codeTo(ada.email);
		expect(await account.updateMFAChallenge({ challengeId, otp })).toMatchObject({
			factors: ['password', 'email']
		});
	});
});

describe('account.deleteMFAAuthenticator', () => {
	it('asks for a challenge that was met of late', async () => {
		const account = await signedInAccount(newPerson('Ada'));
		const { code } = await enrolAuthenticator(account);
		await expect(account.deleteMFAAuthenticator({ type })).rejects.toMatchObject(challengeRequired);

		const { $id: challengeId } = await account.createMFAChallenge({
			factor: AuthenticationFactor.Totp
		});
		await account.updateMFAChallenge({ challengeId, otp: await code() });
		await account.deleteMFAAuthenticator({ type });
		expect(await account.listMFAFactors()).toMatchObject({ totp: false });
	});
});

describe('account.createMFARecoveryCodes', () => {
	it('gives six codes, each of which meets a challenge and is gone', async () => {
		const account = await signedInAccount(newPerson('Ada'));
		const { recoveryCodes } = await account.createMFARecoveryCodes();
		expect(recoveryCodes).toHaveLength(6);
		await expect(account.createMFARecoveryCodes()).rejects.toMatchObject({
			code: 409,
			type: 'user_recovery_codes_already_exists'
		});
		await expect(account.getMFARecoveryCodes()).rejects.toMatchObject(challengeRequired);

		const [otp = '', ...left] = recoveryCodes;
		const { $id: challengeId } = await account.createMFAChallenge({ factor: recoveryCode });
		await account.updateMFAChallenge({ challengeId, otp });
		expect(await account.getMFARecoveryCodes()).toEqual({ recoveryCodes: left });

		const renewed = await account.updateMFARecoveryCodes();
		expect(renewed.recoveryCodes).toHaveLength(6);
		expect(renewed.recoveryCodes).not.toContain(left[0]);
	});
});

it('the methods of MFA go by their old names too', async () => {
	const account = await signedInAccount(newPerson('Ada'));
	const { secret } = await account.createMfaAuthenticator({ type });
	const { code } = createAuthenticator(secret);
	await account.updateMfaAuthenticator({ type, otp: await code() });
	const { recoveryCodes } = await account.createMfaRecoveryCodes();
	expect(await account.listMfaFactors()).toMatchObject({ totp: true, recoveryCode: true });

	const { $id: challengeId } = await account.createMfaChallenge({
		factor: AuthenticationFactor.Totp
	});
	await account.updateMfaChallenge({ challengeId, otp: await code() });
	expect(await account.getMfaRecoveryCodes()).toEqual({ recoveryCodes });
	expect(await account.updateMfaRecoveryCodes()).not.toEqual({ recoveryCodes });
	await account.deleteMfaAuthenticator({ type });
	expect(await account.listMfaFactors()).toMatchObject({ totp: false });
});
