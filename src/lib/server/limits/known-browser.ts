import type { RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { User } from '$lib/user';
import { deleteFlowCookie, readFlowCookie, setFlowCookie } from '$lib/server/web/flow-cookie';
import { generationOf, nextGeneration } from './generation';
import { hostCookieName } from '$lib/server/web/host-cookie';

/** A browser that is known to be the owner's. */
const COOKIE = 'device';
const SECONDS = 180 * 24 * 3600;

/** A sign-in that has begun. Longer than people take to find their second factor. */
const SIGN_IN = 'device-sign-in';
const SIGN_IN_SECONDS = 3600;

const device = v.object({
	userId: v.string(),
	/** What was signed in with, an address or a number. */
	address: v.string(),
	/** Whether the owner of the box was asked, so that nobody else can be it. */
	isConfirmed: v.boolean(),
	/** With the second factor, where one is asked for; else it has only been shown here that the box is theirs. */
	hasSignedIn: v.boolean(),
	generation: v.number()
});

export type Device = v.InferOutput<typeof device>;

const signIn = v.object({ address: v.string() });

/**
 * This browser, if somebody has signed in here before, and the account's password and address are still the same;
 * else `null`. Strangers who guess slow it down no more. Source: OWASP, "Slow Down Online Guessing Attacks with Device
 * Cookies".
 *
 * @param name the address or number that it was signed in with, or the ID of the user
 */
export async function knownDevice(event: RequestEvent, name: string): Promise<Device | null> {
	const known = readFlowCookie(event, COOKIE, device);
	if (!known || (known.address !== name && known.userId !== name)) return null;
	return (await generationOf(known.userId)) === known.generation ? known : null;
}

/** Whether the user has signed in in this browser before, with all factors. */
export async function hasSignedInBefore(event: RequestEvent, userId: string): Promise<boolean> {
	return (await knownDevice(event, userId))?.hasSignedIn ?? false;
}

/** The first factor has been shown. Whether a second one is asked for is known with the next request. */
export function beginSignIn(event: RequestEvent, address: string) {
	setFlowCookie(event, SIGN_IN, { address }, SIGN_IN_SECONDS);
}

/** Knows this browser from now on, if the sign-in that began here has led to a user, which takes all factors. */
export async function completeSignIn(event: RequestEvent) {
	const { user } = event.locals;
	if (!user || !event.cookies.get(hostCookieName(event.url, SIGN_IN))) return;
	const begun = readFlowCookie(event, SIGN_IN, signIn);
	deleteFlowCookie(event, SIGN_IN);
	if (!begun || ![user.id, user.email, user.phone].includes(begun.address)) return;
	await rememberUser(event, user, begun.address);
}

/** After a new password by a mailed link: the box is theirs, but no second factor has been shown. */
export function rememberBox(event: RequestEvent, box: { userId: string; address: string }) {
	return remember(event, { ...box, isConfirmed: true, hasSignedIn: false });
}

/**
 * Ends what all known browsers of a user are known for but this one's, after a change of the password or the address.
 * `user` is as they are now.
 */
export async function forgetOtherDevices(event: RequestEvent, user: User) {
	await nextGeneration(user.id);
	await rememberUser(event, user);
}

/** The same for all of them, as the account is gone. */
export async function forgetAllDevices(event: RequestEvent, user: User) {
	await nextGeneration(user.id);
	deleteFlowCookie(event, COOKIE);
	deleteFlowCookie(event, SIGN_IN);
}

/** Knows this browser from now on as that of `user`, who is signed in. */
export function rememberUser(
	event: RequestEvent,
	user: User,
	address = user.email || user.phone || user.id
) {
	const isConfirmed = address === user.email ? user.emailVerified : user.phoneVerified;
	return remember(event, { userId: user.id, address, isConfirmed, hasSignedIn: true });
}

async function remember(event: RequestEvent, known: Omit<Device, 'generation'>) {
	const generation = await generationOf(known.userId);
	setFlowCookie(event, COOKIE, { ...known, generation }, SECONDS);
}
