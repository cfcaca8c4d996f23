import { expect, it } from 'vitest';
import { createTestAppwrite } from '../../test-client.ts';

/** The link of a recovery mail to this page, with a word for each part that is never the same. */
async function mailedLink(url: string): Promise<string> {
	const appwrite = createTestAppwrite();
	await appwrite.signUpAndIn('ada@example.com');
	await appwrite.request('POST', '/account/recovery', {
		headers: appwrite.asKey,
		body: { email: 'ada@example.com', url }
	});

	const address = 'http://localhost/mailbox/messages.json?to=ada@example.com';
	const [message] = await (await appwrite.fetch(new Request(address))).json();
	return message.links[0]
		.replace(/userId=[\da-f]{20}/, 'ID')
		.replace(/secret=[\da-f]{256}/, 'SECRET')
		.replace(/expire=\d{4}-\d\d-\d\dT\d\d%3A\d\d%3A\d\d\.\d{3}%2B00%3A00/, 'EXPIRE');
}

it.each([
	['http://localhost:3000', 'http://localhost:3000?ID&SECRET&EXPIRE'],
	['http://localhost:3000/', 'http://localhost:3000/?ID&SECRET&EXPIRE'],
	['http://localhost/reset#form', 'http://localhost/reset?ID&SECRET&EXPIRE#form'],
	['http://localhost/?next=/a b', 'http://localhost/?next=%2Fa+b&ID&SECRET&EXPIRE'],
	['http://localhost/?a=1&a=2&b', 'http://localhost/?a=2&b=&ID&SECRET&EXPIRE'],
	['http://localhost/?userId=x&b=1', 'http://localhost/?ID&b=1&SECRET&EXPIRE'],
	['http://me:pw@localhost/%7Eada?q=*~', 'http://me:pw@localhost/%7Eada?q=%2A%7E&ID&SECRET&EXPIRE'],
	[
		'appwrite-callback-local-appwrite://reset',
		'appwrite-callback-local-appwrite://reset?ID&SECRET&EXPIRE'
	]
])('a link to %s is mailed as %s', async (url, link) => {
	expect(await mailedLink(url)).toBe(link);
});
