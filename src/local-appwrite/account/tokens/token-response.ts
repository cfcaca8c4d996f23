import { toToken } from '../../auth/models/token.ts';
import type { Call } from '../../http/endpoint.ts';
import { jsonResponse } from '../../http/responses.ts';

/** Answers with a token. Its secret is for keys only, in newer versions for those that may write users. */
export function tokenResponse(
	{ c, caller, version }: Call,
	token: Parameters<typeof toToken>[0],
	shown: { secret?: string; phrase?: string; status?: 200 | 201 } = {}
): Response {
	const { status = 201, phrase } = shown;
	const mayWrite = caller.scopes.includes('users.write') || !version.has('hiddenTokenSecrets');
	const secret = caller.role === 'applications' && mayWrite ? shown.secret : '';
	return jsonResponse(c, toToken(token, { secret, phrase }), status);
}
