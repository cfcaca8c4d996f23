import { createHash } from 'node:crypto';

const DIGITS = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * The portable hash of phpass, as old WordPress and phpBB have it.
 * @param setting a finished hash: its first 12 characters say salt and cost
 */
export function hashPhpass(password: string, setting: string): string {
	const [, cost = '', salt = ''] = /^\$[PH]\$(.)(.{8})/.exec(setting) ?? [];
	const rounds = 2 ** DIGITS.indexOf(cost);

	let hash = md5(Buffer.from(salt), password);
	for (let round = 0; round < rounds; round++) hash = md5(hash, password);
	return setting.slice(0, 12) + encode(hash);
}

function md5(salt: Buffer, password: string): Buffer {
	return createHash('md5').update(salt).update(password).digest();
}

/** Three bytes, the lowest first, are four digits. */
function encode(bytes: Buffer): string {
	let text = '';
	for (let start = 0; start < bytes.length; start += 3) {
		const group = bytes.subarray(start, start + 3);
		let number = group.readUIntLE(0, group.length);
		for (let digit = 0; digit <= group.length; digit++) {
			text += DIGITS[number & 63];
			number >>= 6;
		}
	}
	return text;
}
