import { randomInt } from 'node:crypto';
import { ID, type Account, type Models } from 'node-appwrite';
import { afterAll } from 'vitest';
import { keyAccount, sessionAccount, users } from './appwrite.ts';

export interface Person {
	userId: string;
	name: string;
	email: string;
	password: string;
}

const people: string[] = [];

afterAll(() => Promise.all(people.map(deleteUser)));

/** Somebody new whose name is in their address; nobody else has it, in this run or another. */
export function newPerson(name: string): Person {
	const userId = ID.unique();
	removeLater(userId);
	const email = `${name.toLowerCase()}-${userId}@example.test`;
	return { userId, name, email, password: `correct horse ${userId.slice(-4)}` };
}

/** A mobile number that nobody else has. */
export function newPhone(): string {
	return `+49151${randomInt(1e7, 1e8)}`;
}

/** Whoever has this id in the end goes away when the tests do. */
export function removeLater(userId: string): void {
	people.push(userId);
}

export async function signUp(person: Person): Promise<Models.User> {
	return keyAccount.create(person);
}

/** A session of the person, with its secret. */
export function signIn({ email, password }: Person): Promise<Models.Session> {
	return keyAccount.createEmailPasswordSession({ email, password });
}

/** The account of somebody who has just signed up and in. */
export async function signedInAccount(person: Person): Promise<Account> {
	await signUp(person);
	return signedInAgain(person);
}

/** The same account in a further session. */
export async function signedInAgain(person: Person): Promise<Account> {
	const { secret } = await signIn(person);
	return sessionAccount(secret);
}

/** Some are gone already, and the key may lack the right to remove the others: what is left behind harms nobody. */
async function deleteUser(userId: string): Promise<void> {
	await users.delete({ userId }).catch(() => undefined);
}
