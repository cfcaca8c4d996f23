import { dev } from '$app/env';
import {
	APPWRITE_ALLOW_HTTP,
	APPWRITE_ENDPOINT,
	ORIGIN,
	ORIGIN_ALLOW_HTTP
} from '$app/env/private';
import { describePlainHttp, isPlainHttp, refusePlainAppwrite } from './plain-http';

/** Stops the start where others could read secrets on their way. What else can be wrong with a setting is in `src/env.ts`. */
export function refuseUnsafeSettings() {
	const problems: string[] = [];
	const plainAppwrite = refusePlainAppwrite(APPWRITE_ENDPOINT, APPWRITE_ALLOW_HTTP);
	if (plainAppwrite) problems.push(plainAppwrite);
	// The dev server has its own address, and is for this machine.
	if (!dev && isPlainHttp(ORIGIN) && !ORIGIN_ALLOW_HTTP)
		problems.push(describePlainHttp('ORIGIN', 'every password', 'ORIGIN_ALLOW_HTTP'));

	if (!dev && process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0')
		problems.push(
			'NODE_TLS_REJECT_UNAUTHORIZED: Lets anybody pretend to be Appwrite. Name your own authority in NODE_EXTRA_CA_CERTS.'
		);

	if (problems.length > 0) throw new Error(problems.join('\n'));
}
