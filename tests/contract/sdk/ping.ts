import { expect, it } from 'vitest';
import { guestClient, keyClient } from '../appwrite.ts';

it.each([
	['a guest', guestClient()],
	['a key', keyClient()]
])('client.ping answers %s', async (_who, client) => {
	expect(await client.ping()).toMatchObject({ message: 'Pong!' });
});

it('client.ping does not know another project', async () => {
	const lost = guestClient().setProject('nope');
	await expect(lost.ping()).rejects.toMatchObject({ code: 404, type: 'project_not_found' });
});
