import { isAppwriteException, NO_CONNECTION } from './failure';
import type { Verdict } from './circuit-breaker';

/** What a failed read says of Appwrite. Visitors choose next to nothing of what is read. */
export function judgeRead(thrown: unknown): Verdict {
	if (nameOf(thrown) === 'Overloaded') return 'nothing';
	if (!isAppwriteException(thrown)) return 'down';
	if (isServerFault(thrown.code)) return 'down';
	return thrown.type ? 'alive' : 'nothing';
}

/** What a failed write says of Appwrite. What made it fail may be in it, and must not shut everybody else out. */
export function judgeWrite(thrown: unknown): Verdict {
	if (isAppwriteException(thrown)) return thrown.type ? 'alive' : 'nothing';
	return NO_CONNECTION.includes(codeOf(thrown)) ? 'down' : 'nothing';
}

/** Whether the same read may well succeed in a moment: not what was refused, nor what has used up its time. */
export function isWorthAnotherTry(thrown: unknown): boolean {
	if (isAppwriteException(thrown)) return isServerFault(thrown.code);
	return nameOf(causeOf(thrown)) !== 'TimeoutError';
}

/** 501 is how Appwrite says that something is switched off. */
function isServerFault(status: number): boolean {
	return status >= 500 && status !== 501;
}

function nameOf(thrown: unknown): string {
	return thrown instanceof Error ? thrown.name : '';
}

function causeOf(thrown: unknown): unknown {
	return thrown instanceof Error ? thrown.cause : undefined;
}

function codeOf(thrown: unknown): string {
	const cause = causeOf(thrown);
	return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
