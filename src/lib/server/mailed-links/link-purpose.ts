import * as v from 'valibot';
import { generationOf } from '$lib/server/limits/generation';
import { seal, unseal } from '$lib/server/web/sealed';
import type { MailedLink } from './mailed-link';

/** Names what is sealed here, so that no cookie can stand in for it. */
const NAME = 'mailed-link';
/** As long as Appwrite takes a link, in milliseconds. */
const LIFETIME = 60 * 60 * 1000;

const mailed = v.object({
	purpose: v.picklist(['login', 'recovery', 'verification']),
	/** Where the link was mailed to. */
	email: v.string(),
	/** Whose link it is, where that is known when it is mailed. */
	userId: v.optional(v.string()),
	/** The generation of the address, which ends when its account changes hands, password or address. */
	generation: v.number(),
	/** When it was mailed, in milliseconds. */
	at: v.number()
});

type Mailed = v.InferOutput<typeof mailed>;
type Purpose = Mailed['purpose'];

/**
 * The address of `page` for Appwrite to mail, with one more parameter, sealed: what the link depends on. Appwrite's own
 * secret of a link holds for whatever address the account has when the link is used.
 *
 * @param page an address of this site
 */
export async function addPurpose(
	page: string,
	made: { purpose: Purpose; email: string; userId?: string }
): Promise<string> {
	const generation = await generationOf(made.email);
	const url = new URL(page);
	url.searchParams.set('for', seal(NAME, { ...made, generation, at: Date.now() }));
	return url.href;
}

/**
 * What the link was mailed for; `null` if it is not a link of ours for this purpose, or if what it depends on has
 * changed: the address, the password, or who has the account.
 */
export async function readPurpose(link: MailedLink, purpose: Purpose): Promise<Mailed | null> {
	const { success, output } = v.safeParse(mailed, unseal(NAME, link.for));
	if (!success || output.purpose !== purpose) return null;
	if (output.userId !== undefined && output.userId !== link.userId) return null;
	if (Date.now() - output.at > LIFETIME) return null;
	return output.generation === (await generationOf(output.email)) ? output : null;
}
