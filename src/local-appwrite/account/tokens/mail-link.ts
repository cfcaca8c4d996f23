import { formatDate } from '../../core/clock.ts';
import type { Token } from '../../store/tokens.ts';

/**
 * Adds the token to the address that a mail leads to, behind the parameters that are there; one of the same name is
 * replaced where it stands. All else of the address stays as it was written.
 * @param project id of the project, which only some links carry
 */
export function linkWith(url: string, token: Token, secret: string, project?: string): string {
	const [, address = '', query = '', fragment = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(url) ?? [];
	const added = { userId: token.userId, secret, expire: formatDate(token.expire) };
	const params = new Map(new URLSearchParams(query));
	for (const [name, value] of Object.entries(project ? { ...added, project } : added)) {
		params.set(name, value);
	}

	// What PHP encodes in a query and JavaScript does not.
	const encoded = new URLSearchParams([...params]).toString().replaceAll('*', '%2A');
	return `${address}?${encoded}${fragment}`;
}
