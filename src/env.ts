import { building, dev } from '$app/env';
import { defineEnvVars } from '@sveltejs/kit/env';
import * as v from 'valibot';
import { LOCAL_PROJECT } from './lib/local-project';
import { oauthProviderNames } from './lib/oauth-providers';

/** What stands in an example for something to be filled in, also in `.env.example`. */
const PLACEHOLDER =
	/^(change[-_ ]?me|todo|x{3,}|…|\.{3}|<.*>|your[-_ ].*|https:\/\/example\.com\/?)$/i;

/** A build needs no settings; everything that runs does. */
function required(missing: string) {
	const present = v.pipe(
		v.optional(v.string(), ''),
		v.trim(),
		v.nonEmpty(missing),
		v.check((value) => !PLACEHOLDER.test(value), 'Is still an example: put your own in.')
	);
	return building ? v.optional(v.string(), '') : present;
}

function flag(otherwise: () => 'true' | 'false' = () => 'false') {
	const words = v.picklist(['true', 'false'], 'Must be true or false.');
	return v.pipe(
		v.optional(words, otherwise),
		v.transform((word) => word === 'true')
	);
}

function httpAddress(value: string) {
	return value === '' || (/^https?:\/\/[^/]/.test(value) && URL.canParse(value));
}

function isOrigin(value: string) {
	if (value === '') return true;
	if (!httpAddress(value)) return false;
	const { href, origin } = new URL(value);
	return href === `${origin}/`;
}

function redisAddress(value: string) {
	return value === '' || (/^rediss?:\/\/[^/]/.test(value) && URL.canParse(value));
}

function seconds(fallback: string) {
	return v.pipe(
		v.optional(v.string(), fallback),
		v.regex(/^\d{1,3}$/, 'Must be a number of seconds, 0 to 999.'),
		v.transform(Number)
	);
}

function isLocal() {
	return process.env.APPWRITE_PROJECT_ID === LOCAL_PROJECT;
}

/** What needs a decision in production is on where somebody only tries it out. */
const tryOut = () => (dev && isLocal() ? 'true' : 'false');

export const variables = defineEnvVars({
	APPWRITE_ENDPOINT: {
		description: 'Address of the Appwrite API, ending in /v1.',
		schema: v.pipe(
			required('Missing. It is the address of your Appwrite API and ends in /v1.'),
			v.check(httpAddress, 'Must be an http(s) address, such as https://fra.cloud.appwrite.io/v1.'),
			v.check((value) => value === '' || value.endsWith('/v1'), 'Must end in /v1.')
		)
	},
	APPWRITE_PROJECT_ID: {
		description: 'The project, as in the settings of the Appwrite console.',
		schema: required('Missing. You find it in the settings of your project.')
	},
	APPWRITE_API_KEY: {
		description: 'A key with the scope sessions.write. It never reaches the browser.',
		schema: required('Missing. Create an API key with the scope sessions.write.')
	},
	APPWRITE_ALLOW_HTTP: {
		description: 'true: talk to Appwrite without TLS, on a private network for example.',
		schema: flag()
	},
	APPWRITE_FORWARD_CLIENT_IP: {
		description: 'true: tell a self-hosted Appwrite the address of the visitor (X-Forwarded-For).',
		schema: flag()
	},
	OAUTH_PROVIDERS: {
		description: 'Who people may sign in with, by Appwrite’s IDs, such as github,google.',
		schema: v.pipe(
			// A real Appwrite has none unless somebody set it up; the embedded one always has these.
			v.optional(v.string(), () => (isLocal() ? 'github,google,oidc' : '')),
			v.transform((list) => list.split(/[\s,]+/).filter(Boolean)),
			v.everyItem((id) => Object.hasOwn(oauthProviderNames, id), 'One of these is no provider.')
		)
	},
	PHONE_LOGIN: {
		description: 'true: people may sign in with a code by text message.',
		schema: flag(tryOut)
	},
	MAILED_FACTORS: {
		description:
			'true: people who have an authenticator app may also get their second factor by email or text message.',
		schema: flag()
	},
	BROWSER_TOKENS: {
		description: 'true: POST /api/token hands the browser a JWT that acts as the signed-in user.',
		schema: flag(tryOut)
	},
	COOKIE_SECRET: {
		description:
			'Secrets that cookies are sealed with, newest first, each of 32 characters or more.',
		schema: v.pipe(
			v.optional(v.string(), ''),
			v.transform((list) => list.split(/[\s,]+/).filter(Boolean)),
			v.everyItem(
				(secret) => secret.length >= 32 && !PLACEHOLDER.test(secret),
				'Each secret needs 32 characters or more, such as those of `openssl rand -base64 32`.'
			)
		)
	},
	SIGNUP_CONFIRM: {
		description: 'true: sign-up mails a link, and tells nobody whether an address has an account.',
		schema: flag()
	},
	REDIS_URL: {
		description: 'Redis or Valkey, in which all instances of this app count attempts together.',
		schema: v.pipe(
			v.optional(v.string(), ''),
			v.check(redisAddress, 'Must be a redis: or rediss: address, such as redis://localhost:6379.')
		)
	},
	USER_CACHE_SECONDS: {
		description:
			'For how many seconds pages may show a user without asking Appwrite again; 0: always ask.',
		schema: seconds('5')
	},
	REQUEST_TIMEOUT: {
		description: 'How long a request may take to arrive, body and all: seconds, 30 unless set.',
		schema: seconds('30')
	},
	SHUTDOWN_DELAY: {
		description:
			'From SIGTERM, when /readyz turns 503, to the close of the port: seconds, 0 unless set.',
		schema: seconds('0')
	},
	ORIGIN: {
		description: 'Public address of this app. adapter-node reads it too.',
		schema: dev
			? v.optional(v.string(), '')
			: v.pipe(
					required(
						'Missing. It is the public address of this app, such as https://www.example.com.'
					),
					v.check(isOrigin, 'Must be https:// and a host, without a path.')
				)
	},
	ORIGIN_ALLOW_HTTP: {
		description: 'true: people reach this app without TLS, to try it on a network of your own.',
		schema: flag()
	}
});
