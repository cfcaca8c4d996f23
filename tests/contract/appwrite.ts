import { afterAll } from 'vitest';
import { Account, Client, ID, Users, type Models } from 'node-appwrite';
import { createLocalAppwrite } from '../../src/local-appwrite/app.ts';
import { listen } from '../../src/local-appwrite/listener.ts';

interface Project {
	endpoint: string;
	projectId: string;
	apiKey: string;
}

export interface Person {
	userId: string;
	name: string;
	email: string;
	password: string;
}

/** The Appwrite that the environment names in full, or else an embedded one of this test file's own. */
export const project = namedProject() ?? (await startLocalProject());

/** Ids of the people who signed up here. */
const guests: string[] = [];

afterAll(() => Promise.all(guests.map(deleteUser)));

export function keyClient(): Client {
	return guestClient().setKey(project.apiKey);
}

export function guestClient(): Client {
	return new Client().setEndpoint(project.endpoint).setProject(project.projectId);
}

export function sessionClient(secret: string): Client {
	return guestClient().setSession(secret);
}

/** Somebody new whose name is in their address; nobody else has it, in this run or another. */
export function newPerson(name: string): Person {
	const userId = ID.unique();
	const email = `${name.toLowerCase()}-${userId}@example.test`;
	return { userId, name, email, password: `correct horse ${userId.slice(-4)}` };
}

/** The person's account, which goes away when the tests end. */
export async function signUp(person: Person): Promise<Models.User> {
	guests.push(person.userId);
	return new Account(keyClient()).create(person);
}

/** A session of the person, with its secret. */
export function signIn({ email, password }: Person): Promise<Models.Session> {
	return new Account(keyClient()).createEmailPasswordSession({ email, password });
}

/** The account of somebody who has just signed up and in. */
export async function signedInAccount(person: Person): Promise<Account> {
	await signUp(person);
	const { secret } = await signIn(person);
	return new Account(sessionClient(secret));
}

/** Some tests delete the user themselves, and the key may lack the right to do so: what is left behind harms nobody. */
async function deleteUser(userId: string): Promise<void> {
	await new Users(keyClient()).delete({ userId }).catch(() => undefined);
}

function namedProject(): Project | undefined {
	const { APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID, APPWRITE_API_KEY } = process.env;
	if (!APPWRITE_ENDPOINT || !APPWRITE_PROJECT_ID || !APPWRITE_API_KEY) return undefined;
	return {
		endpoint: APPWRITE_ENDPOINT,
		projectId: APPWRITE_PROJECT_ID,
		apiKey: APPWRITE_API_KEY
	};
}

async function startLocalProject(): Promise<Project> {
	const appwrite = createLocalAppwrite({ database: ':memory:', fastHash: true });
	const listener = await listen(appwrite, 0);
	afterAll(() => {
		listener.close();
		appwrite.close();
	});
	return { ...appwrite, endpoint: `${listener.origin}/v1` };
}
