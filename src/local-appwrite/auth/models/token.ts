import { formatDate } from '../../core/clock.ts';
import type { Token } from '../../store/tokens.ts';

/** @param shown what the caller may see of it, once: `""` unless they come with a key or asked for a phrase */
export function toToken(
	token: Pick<Token, 'id' | 'createdAt' | 'userId' | 'expire'>,
	shown: { secret?: string; phrase?: string } = {}
) {
	return {
		$id: token.id,
		$createdAt: formatDate(token.createdAt),
		userId: token.userId,
		secret: shown.secret ?? '',
		expire: formatDate(token.expire),
		phrase: shown.phrase ?? ''
	};
}
