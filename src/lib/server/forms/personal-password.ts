import { SITE_NAME } from '$lib/site';
import { refuse } from '$lib/server/appwrite/failure';

/** Shorter names stand in too many words to be a hint. */
const SHORTEST = 4;

/**
 * Refuses a password that holds what everybody knows of its owner: the name or a word of it, the address or what
 * stands before its `@`, the name of this site. It is said as Appwrite says it, which looks for some of this where a
 * project asks for it, but never at recovery.
 */
export function refusePersonalPassword(password: string, ...known: string[]) {
	const lowered = password.toLowerCase();
	const words = [...known, SITE_NAME].flatMap((text) => [
		text,
		text.split('@')[0] ?? '',
		...text.split(/\s+/)
	]);
	const isPersonal = words.some(
		(word) => [...word].length >= SHORTEST && lowered.includes(word.toLowerCase())
	);
	if (isPersonal) refuse(400, 'password_personal_data');
}
