import { describe, expect, it } from 'vitest';
import { avatars } from '../appwrite.ts';

/** Width and height of what is a PNG. */
function sizeOf(png: ArrayBuffer) {
	const bytes = Buffer.from(png);
	expect(bytes.subarray(1, 4).toString()).toBe('PNG');
	return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

describe('avatars.getInitials', () => {
	it('draws those of a name', async () => {
		const png = await avatars.getInitials({ name: 'Ada Lovelace', width: 96, height: 64 });
		expect(sizeOf(png)).toEqual([96, 64]);
	});

	it('draws no larger than 2,000 pixels', async () => {
		await expect(avatars.getInitials({ width: 2001 })).rejects.toMatchObject({
			message: expect.stringContaining('between 0 and 2,000')
		});
	});
});

describe('avatars.getQR', () => {
	it('draws what an authenticator scans', async () => {
		const png = await avatars.getQR({ text: 'otpauth://totp/Demo:ada?secret=ABC', size: 200 });
		expect(sizeOf(png)).toEqual([200, 200]);
	});

	it('needs a text', async () => {
		await expect(avatars.getQR({ text: '' })).rejects.toMatchObject({
			message: expect.stringContaining('Invalid `text` param')
		});
	});
});
