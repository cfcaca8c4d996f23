import { createVersion, type Version } from '../core/version.ts';

/** What a project's owner can set in the console; the values are those of a new project. */
export const defaultSettings = {
	/** Most users that may sign up; 0 is no limit. */
	limit: 0,
	/** Most sessions of a user; 0 is no limit, and `null` the version's own. */
	maxSessions: null as number | null,
	/** Life of a session in seconds. */
	duration: 31_536_000,
	/** How many passwords back one must not return to. */
	passwordHistory: 0,
	passwordStrength: { min: 8, uppercase: false, lowercase: false, number: false, symbols: false },
	passwordDictionary: false,
	personalDataCheck: false,
	sessionAlerts: false,
	/** A new password ends the user's other sessions. */
	invalidateSessions: true,
	/** The second factors that may be asked for; recovery codes always may. */
	mfaFactors: { totp: true, email: true, phone: true, custom: false },
	/** Whether passwords are looked up in lists of stolen ones, and what such a password cannot do. */
	pwnedPasswords: { enabled: true, users: false, sessions: false },
	/** The domain that passkeys belong to; there are none without it. */
	passkeyRpId: '',
	/** The only origins that may use passkeys; without any it is all platforms on their domain. */
	passkeyOrigins: [] as string[],
	mockNumbers: [] as { phone: string; otp: string }[],
	authMethods: {
		'email-password': true,
		'magic-url': true,
		'email-otp': true,
		anonymous: true,
		invites: true,
		phone: true,
		jwt: true,
		passkey: false
	},
	/** Whether a service is on, by its name. One that is not listed is on. */
	services: {} as Record<string, boolean>,
	/** Hosts from which browsers may call, and to which links may lead. */
	platforms: ['localhost', '127.0.0.1'],
	/** Of links that lead to an app on a phone. */
	schemes: ['exp:', 'appwrite-callback-local-appwrite:']
};

export type StoredSettings = typeof defaultSettings;

/** The settings as a version of Appwrite reads them. */
export type Settings = StoredSettings & { readonly version: Version };

/** For parameters that read the same whatever the settings and the version. */
export const neutralSettings: Settings = { ...defaultSettings, version: createVersion('1.9') };

export type AuthMethod = keyof StoredSettings['authMethods'];
export type PasswordStrength = StoredSettings['passwordStrength'];
