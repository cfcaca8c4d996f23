import { createHmac } from 'node:crypto';
import { equalSecrets } from '../core/secrets.ts';

/** Why a JWT is not good, in the words of the library that Appwrite uses. */
export class InvalidJwt extends Error {}

/** Signs with HMAC-SHA256. The same payload makes the same JWT. */
export function signJwt(payload: object, key: string): string {
	const parts = [{ typ: 'JWT', alg: 'HS256' }, payload].map((part) =>
		Buffer.from(JSON.stringify(part)).toString('base64url')
	);
	const content = parts.join('.');
	return `${content}.${signature(content, key)}`;
}

/**
 * Answers the payload of a JWT that was signed with this key and is good yet; throws `InvalidJwt`.
 * @param now milliseconds since 1970
 */
export function readJwt(jwt: string, key: string, now: number): Record<string, unknown> {
	const [header = '', payload, ...rest] = jwt.split('.');
	if (payload === undefined || rest.length === 0) {
		throw new InvalidJwt('Invalid token: Incomplete segments');
	}
	checkHeader(decodePart(header));

	const isSigned = equalSecrets(rest.join('.'), signature(`${header}.${payload}`, key));
	if (!isSigned) throw new InvalidJwt('Invalid token: Signature failed');

	const claims = decodePart(payload);
	const { exp } = claims;
	if (typeof exp === 'number' && Math.floor(now / 1000) >= exp) {
		throw new InvalidJwt('Invalid token: Expired');
	}
	return claims;
}

function checkHeader({ alg }: Record<string, unknown>): void {
	if (!alg) throw new InvalidJwt('Invalid token: Missing header algo');
	if (!/^(HS|RS)(256|384|512)$/.test(String(alg))) {
		throw new InvalidJwt('Invalid token: Unsupported header algo');
	}
}

function decodePart(part: string): Record<string, unknown> {
	try {
		return Object(JSON.parse(Buffer.from(part, 'base64url').toString()));
	} catch {
		throw new InvalidJwt('JSON failed: Syntax error');
	}
}

function signature(content: string, key: string): string {
	return createHmac('sha256', key).update(content).digest('base64url');
}
