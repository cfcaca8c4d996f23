import * as v from 'valibot';
import { preferences } from './preferences';
import { isSessionSecret } from './session-secret';

const id = v.pipe(v.string(), v.nonEmpty());
const date = v.pipe(
	v.string(),
	v.check((text) => !Number.isNaN(Date.parse(text)))
);

/** All that is kept of a user, ours and others'. */
export const prefsAnswer = v.object({ prefs: v.record(v.string(), v.unknown()) });

/** What makes somebody a user. A blocked one (`status: false`) is none, whatever else the answer says. */
export const accountAnswer = v.object({
	$id: id,
	$createdAt: date,
	name: v.string(),
	email: v.string(),
	emailVerification: v.boolean(),
	prefs: v.fallback(preferences, v.parse(preferences, {})),
	phone: v.string(),
	phoneVerification: v.boolean(),
	/** Empty for who never had a password. */
	passwordUpdate: v.string(),
	mfa: v.boolean(),
	status: v.literal(true)
});

/** With what and from where somebody came; empty where Appwrite could not tell. */
const visit = v.object({
	clientName: v.string(),
	osName: v.string(),
	deviceName: v.string(),
	ip: v.string(),
	countryCode: v.string(),
	countryName: v.string()
});

export type VisitAnswer = v.InferOutput<typeof visit>;

export const sessionsAnswer = v.object({
	sessions: v.array(
		v.object({
			...visit.entries,
			$id: id,
			$createdAt: date,
			expire: date,
			provider: v.string(),
			current: v.boolean()
		})
	)
});

const logEntry = v.object({ ...visit.entries, event: v.string(), time: date });

export type LogAnswer = v.InferOutput<typeof logEntry>;

export const logsAnswer = v.object({ total: v.number(), logs: v.array(logEntry) });

/** What a browser may act with, for a while. */
export const jwtAnswer = v.object({ jwt: v.pipe(v.string(), v.nonEmpty()) });

/** Where a provider lets people sign in. */
export const providerAddressAnswer = v.pipe(v.string(), v.url(), v.regex(/^https?:/));

export const identitiesAnswer = v.object({
	identities: v.array(
		v.object({ $id: id, $createdAt: date, provider: v.string(), providerEmail: v.string() })
	)
});

/** Rows of any kind, to be passed on as they are. */
export const recordsAnswer = v.array(v.record(v.string(), v.unknown()));

/** What becomes a cookie. Appwrite leaves `secret` empty for anyone but an API key. */
export const sessionAnswer = v.object({
	$id: id,
	userId: id,
	$createdAt: date,
	expire: date,
	provider: v.string(),
	/** By what it was opened: `password`, `email`, `phone`, … */
	factors: v.array(v.string()),
	secret: v.pipe(v.string(), v.check(isSessionSecret))
});

/**
 * Where a code or a link was sent; `phrase` stands in the mail too, if one was asked for. Appwrite shows `secret` to a key
 * only.
 */
export const tokenAnswer = v.object({
	userId: id,
	phrase: v.string(),
	secret: v.optional(v.string(), '')
});

/** Which second factors somebody has, spelled as in `$lib/factors`. */
export const factorsAnswer = v.object({
	totp: v.boolean(),
	phone: v.boolean(),
	email: v.boolean(),
	recoveryCode: v.boolean()
});

/** A new authenticator app: its key in base32, and the address with it that goes into the QR code. */
export const authenticatorAnswer = v.object({
	secret: v.pipe(v.string(), v.regex(/^[A-Z2-7]{32,}$/)),
	uri: v.pipe(v.string(), v.startsWith('otpauth://totp/'))
});

export const recoveryCodesAnswer = v.object({ recoveryCodes: v.array(v.string()) });

export const challengeAnswer = v.object({ $id: id });

/** The session, with all that has been shown in it. */
export const metChallengeAnswer = v.object({ $id: id, factors: v.array(v.string()) });
