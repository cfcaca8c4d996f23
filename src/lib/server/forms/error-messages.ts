import { isHttpError } from '@sveltejs/kit';
import { AppwriteFailure } from '$lib/server/appwrite/failure';
import { TooManyAttempts } from '$lib/server/limits/too-many-attempts';

export interface Refusal {
	status: number;
	message: string;
	/** The field to tell it at; the whole form if left out. */
	field?: string;
	/** Seconds after which a further try makes sense. */
	retryAfter?: number;
}

/** Our words, by Appwrite's `type`; `outage` stands for no answer at all, `limited` for too many questions. */
export type Refusals = Record<string, Refusal | undefined>;

/** As long as Appwrite counts, in seconds. */
const HOUR = 3600;

// Says no more clearly than it must whether an address has an account. Appwrite has an answer each for sign-up,
// for a guest who signs up, and for the address of somebody's OAuth2 identity.
const taken = {
	status: 409,
	message: 'We could not create an account with this email. If it is yours, log in instead.'
};

const refusals: Refusals = {
	general_argument_invalid: { status: 400, message: 'Something in this form is not accepted.' },
	general_bad_request: taken,
	general_phone_disabled: {
		status: 403,
		message: 'This site cannot send text messages at the moment.'
	},
	general_smtp_disabled: { status: 403, message: 'This site cannot send email at the moment.' },
	limited: {
		status: 503,
		message: 'This was asked for too often. Nothing was changed: try again in an hour.',
		retryAfter: HOUR
	},
	outage: {
		status: 503,
		message:
			'We could not finish this right now. See whether it was done before you try again in a minute.'
	},
	user_already_exists: taken,
	user_email_already_verified: { status: 409, message: 'Your email address is confirmed already.' },
	user_email_not_found: { status: 400, message: 'Your account has no email address yet.' },
	user_phone_already_verified: { status: 409, message: 'Your phone number is confirmed already.' },
	user_phone_not_found: { status: 400, message: 'Your account has no phone number yet.' },
	user_recovery_codes_already_exists: {
		status: 409,
		message: 'You have recovery codes already. Replace them if you did not keep them.'
	},
	user_auth_method_unsupported: {
		status: 403,
		message: 'This way to sign in is not available at the moment.'
	},
	user_blocked: { status: 403, message: 'This account has been blocked.' },
	user_count_exceeded: { status: 403, message: 'New accounts cannot be created at the moment.' },
	user_session_not_found: { status: 404, message: 'This device was signed out already.' },
	user_target_already_exists: taken,
	user_invalid_credentials: { status: 401, message: 'That email and password do not match.' }
};

const passwordNotChecked = {
	status: 503,
	message: 'We can’t sign you in right now. Your password was not checked: try again in a minute.'
};

/** Signing in by password. One answer for every wrong pair, also one that Appwrite would not even compare. */
export const loginRefusals: Refusals = {
	general_argument_invalid: refusals.user_invalid_credentials,
	limited: passwordNotChecked,
	outage: passwordNotChecked
};

/** Choosing a password. What is still wrong with it after our own look is a policy of the Appwrite project. */
export function newPasswordRefusals(field: string): Refusals {
	const refuse = (message: string) => ({ status: 400, field, message });
	return {
		general_argument_invalid: refuse('This site asks for a longer or less common password.'),
		password_personal_data: refuse(
			'Choose a password without your name, your email address and the name of this site.'
		),
		password_recently_used: refuse('You have used this password before. Choose another one.')
	};
}

const wrongPassword = { status: 401, field: 'password', message: 'That is not your password.' };

/** Confirming by the password. One answer for every wrong one, also for one too short to be compared. */
export const passwordRefusals: Refusals = {
	general_argument_invalid: wrongPassword,
	user_invalid_credentials: wrongPassword
};

/** Changing the password, for which the current one is wanted too. */
export const passwordChangeRefusals: Refusals = {
	...newPasswordRefusals('newPassword'),
	user_invalid_credentials: wrongPassword
};

/** Changing an address or a number, with the password. */
export function contactRefusals(field: 'email' | 'phone', taken: string): Refusals {
	const isTaken = { status: 409, field, message: taken };
	return {
		...passwordRefusals,
		email_unchanged: { ...isTaken, message: 'This is your address already.' },
		general_bad_request: isTaken,
		user_phone_already_exists: isTaken,
		user_target_already_exists: isTaken
	};
}

/** A code that was sent: Appwrite does not tell a wrong one from one that is too old or was used. */
export const codeRefusals: Refusals = {
	user_invalid_token: {
		status: 401,
		message: 'This code is wrong or too old. Check the newest one, or ask for another below.'
	}
};

const deadLink = {
	status: 401,
	message: 'This link is too old or has been used. Ask for a new one.'
};

/** A link that was sent. */
export const linkRefusals: Refusals = {
	user_invalid_token: deadLink,
	user_not_found: deadLink
};

/** A link that confirms an address, which may have been done with it elsewhere. */
export const verificationRefusals: Refusals = {
	...linkRefusals,
	link_of_other_user: {
		status: 403,
		message: 'This link is for another account than the one that you are signed in to.'
	},
	user_invalid_token: {
		status: 401,
		message:
			'This link is too old or has been used. If you have used it, your address is confirmed.'
	}
};

/** A secret that a provider's way back brings: Appwrite takes each once, and for a minute. */
export const oauthRefusals: Refusals = {
	user_invalid_token: { status: 401, message: 'This sign-in is too old or has been used.' }
};

export const connectionRefusals: Refusals = {
	last_way_in: {
		status: 409,
		message: 'This is your only way to log in. Set a password or confirm your email address first.'
	},
	user_identity_not_found: { status: 404, message: 'This has been disconnected already.' }
};

/** Showing a second factor, at login and later. */
export const secondFactorRefusals: Refusals = {
	code_not_sent: { status: 400, message: 'First have a code sent to you.' },
	code_used_already: {
		status: 401,
		message: 'This code has been used already. Wait until your app shows the next one.'
	},
	email_missing: { status: 400, message: 'First add an email address to your account.' },
	factor_counted_already: {
		status: 400,
		message: 'You have already signed in by this. Choose something else as your second factor.'
	},
	factor_missing: { status: 400, message: 'First set up an authenticator app.' },
	factor_not_available: { status: 400, message: 'This is not set up for your account.' },
	user_authenticator_already_verified: {
		status: 409,
		message: 'An authenticator app is set up already. Remove it first to set up another one.'
	},
	user_authenticator_not_found: {
		status: 404,
		message: 'Your authenticator app was removed already.'
	},
	user_invalid_token: {
		status: 401,
		message:
			'That code did not work. Use the newest code: an app shows another one every 30 seconds, and each works once. If none does, check that the clock of your device is right.'
	}
};

/**
 * What to tell about a failed call, in `own` words where a form has them; the backend's are never shown.
 * `undefined` for what no form can tell: a redirect, a fault of ours, a refusal that nobody foresaw.
 */
export function toRefusal(thrown: unknown, own: Refusals = {}): Refusal | undefined {
	const words = { ...refusals, ...own };
	if (thrown instanceof TooManyAttempts) return tooMany(thrown.seconds);
	if (isHttpError(thrown, 503)) return thrown.body.isLimited ? words.limited : words.outage;
	if (isHttpError(thrown)) return { status: thrown.status, message: thrown.body.message };
	if (!(thrown instanceof AppwriteFailure) || thrown.failure.kind !== 'refused') return;
	return Object.hasOwn(words, thrown.failure.type) ? words[thrown.failure.type] : undefined;
}

function tooMany(seconds: number): Refusal {
	return {
		status: 429,
		message: `Too many attempts. Try again in ${inWords(seconds)}.`,
		retryAfter: seconds
	};
}

function inWords(seconds: number): string {
	if (seconds === 1) return 'a second';
	if (seconds < 90) return `${seconds} seconds`;
	const minutes = Math.ceil(seconds / 60);
	return minutes < 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
