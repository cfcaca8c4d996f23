import { toToken } from '../../auth/models/token.ts';
import type { Call } from '../../http/endpoint.ts';
import { jsonResponse } from '../../http/responses.ts';
import type { Token } from '../../store/tokens.ts';

/** Answers with a token; its secret is for keys only. */
export function tokenResponse(
	{ c, caller }: Call,
	token: Token,
	shown: { secret?: string; phrase?: string; status?: 200 | 201 } = {}
): Response {
	const { status = 201, phrase } = shown;
	const secret = caller.role === 'applications' ? shown.secret : '';
	return jsonResponse(c, toToken(token, { secret, phrase }), status);
}
