import type { RequestEvent } from '@sveltejs/kit';
import { sendVerificationAside } from '$lib/server/verification/verification';

/** Called once an account has been made and signed in. Must neither wait nor throw: the account exists whatever happens. */
export const afterSignUp: ((event: RequestEvent, person: { email: string }) => void)[] = [
	(event, { email }) => sendVerificationAside(event, email)
];
