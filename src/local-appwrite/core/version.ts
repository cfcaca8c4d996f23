export const versionIds = ['1.9', '2.0', '2.5'] as const;

export type VersionId = (typeof versionIds)[number];

interface Span {
	/** The first version that has it; the oldest one unless said. */
	since?: VersionId;
	/** The first version that no longer has it. */
	until?: VersionId;
}

/**
 * Every difference between the versions, once. 2.0 is the tree that Appwrite 2.0 came from: what it does is recorded in
 * `tests/contract/recordings-2`, whose file is named here, or read in its source (commit 0cefd06). 2.5 adds what
 * Appwrite's source, changelog and documentation of later releases say; nobody recorded a server of that version.
 */
const spans = {
	/** `GET /account/logs` and `/users/{userId}/logs`. Recorded: account-logs, logs-gone. */
	activityLog: { until: '2.0' },
	/** A project has ten sessions a user unless it says otherwise, and 1 to 100. Recorded: session-limit-ten. */
	sessionLimit: { since: '2.0' },
	/** Sessions live 60 s or longer, not 5 s. Recorded: session-expired. */
	minuteSessions: { since: '2.0' },
	/** An extended session shows its new end in ISO form. Recorded: session-list-get-delete. */
	isoSessionEnd: { since: '2.0' },
	/** A JWT makes no further JWT. Recorded: jwt, jwt-from-jwt. */
	jwtCreationDenied: { since: '2.0' },
	/** A JWT ends with the time of its session. Source: `User::sessionActive`, changelog of 8 Oct 2026. */
	jwtEndsWithSession: { since: '2.0' },
	/** A JWT of the Users API belongs to the newest session unless told otherwise. Source: Users/JWTs/Create. */
	jwtOfRecentSession: { since: '2.0' },
	/** Sessions of the OAuth2 token flow show the provider's data and count as two factors. Recorded: oauth-token-flow, mfa-oauth. */
	providerSessions: { since: '2.0' },
	/** An address is as verified as the OAuth2 provider says. Source: account.php, `isEmailVerified`. */
	providerVerification: { since: '2.0' },
	/** A provider that fails is `user_oauth2_provider_failure`. Recorded: oauth-token-flow. */
	providerFailure: { since: '2.0' },
	/** More OAuth2 providers have names. Recorded: oauth-start. */
	moreProviders: { since: '2.0' },
	/** MFA challenges end when they say so. Source: MFA/Challenges/Update. */
	challengeEnd: { since: '2.0' },
	/** The project says which factors there are, one of which the app delivers itself. Recorded: mfa-policy, mfa-email. */
	factorPolicy: { since: '2.0' },
	/** Preferences cannot be emptied with `{}`. Recorded: account-prefs. */
	filledPrefs: { since: '2.0' },
	/** The device of an unknown client has no name. Recorded: session-device-fields. */
	unnamedDevices: { since: '2.0' },
	/** An impersonator's session stays theirs and is current. Source: request.php, `targetUser`. */
	impersonatorSession: { since: '2.0' },
	/** An impersonator sees their own account but for `GET /account`, and writes are refused. Recorded: users-impersonation. */
	impersonatorAccount: { since: '2.0', until: '2.5' },
	/** An impersonator sees the other's account and changes nothing of it. Source: shared/api.php, `user_impersonation_read_only`. */
	readOnlyImpersonation: { since: '2.5' },
	/** `POST /account/recovery` tells nobody who has an account. Source: pull request 13438. */
	silentRecovery: { since: '2.5' },
	/** Only keys with `users.write` see the secrets of tokens. Changelog of 24 Oct 2026. */
	hiddenTokenSecrets: { since: '2.5' },
	/** A key that is none is refused, whatever its prefix. Changelog of 24 Oct 2026. */
	strictKeys: { since: '2.5' },
	/** `duration` of `POST /account/sessions/email`. Source: account.php. */
	sessionDuration: { since: '2.5' },
	/** `current` of `DELETE /account/sessions`. Source: account.php. */
	keptSession: { since: '2.5' },
	/** A provider is asked to refresh a session only if there is something to refresh it with. Source: account.php. */
	optionalRefresh: { since: '2.5' },
	/** Recovery and verification by code. Changelog of 23 Sep 2026. */
	mailCodes: { since: '2.5' },
	/** `state` of the OAuth2 addresses, and a token flow that is nobody's. Source: account.php. */
	oauth2State: { since: '2.5' },
	/** Identities show a `providerIdToken`. Changelog of 23 Sep 2026. */
	idTokens: { since: '2.5' },
	/** JWTs name their project. Source: account.php. */
	jwtProject: { since: '2.5' },
	/** `passwordPwned` of users, and its policy. Source: account.php. */
	pwnedPasswords: { since: '2.5' },
	/** A first password obeys the policies when an address or number is set, too. Source: account.php. */
	checkedFirstPassword: { since: '2.5' },
	/** Passkeys. Documentation: products/auth/passkeys. Source: PasskeysCustomClientTest. */
	passkeys: { since: '2.5' }
} satisfies Record<string, Span>;

export type Feature = keyof typeof spans;

/** What the servers call themselves; the tree of 2.0 still said 1.9.6. */
const releases: Record<VersionId, string> = { '1.9': '1.9.6', '2.0': '1.9.6', '2.5': '2.5.0' };

/** The version of Appwrite that this server plays. */
export interface Version {
	id: VersionId;
	/** As answers show it. */
	release: string;
	has(feature: Feature): boolean;
}

export function createVersion(id: VersionId): Version {
	const age = versionIds.indexOf(id);
	return {
		id,
		release: releases[id],
		has(feature) {
			const { since, until }: Span = spans[feature];
			const begun = since === undefined || age >= versionIds.indexOf(since);
			const over = until !== undefined && age >= versionIds.indexOf(until);
			return begun && !over;
		}
	};
}

/** Reads a version as somebody typed it; throws with words for them. */
export function readVersion(text: string): VersionId {
	const id = versionIds.find((one) => one === text);
	if (id) return id;
	throw new Error(`there is no version ${text} to play, only ${versionIds.join(', ')}.`);
}
