import { createHmac, randomBytes } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const PERIOD = 30_000;

/** 64 random bytes in base32: 103 characters. */
export function createTotpSecret(): string {
	return encodeBase32(randomBytes(64));
}

/**
 * The six digits of the 30 seconds around `time` (RFC 6238 with SHA-1).
 * @param secret in base32
 * @param time milliseconds since 1970
 */
export function totpCode(secret: string, time: number): string {
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(time / PERIOD)));

	const digest = createHmac('sha1', decodeBase32(secret)).update(counter).digest();
	const offset = digest.readUInt8(digest.length - 1) & 0x0f;
	const number = digest.readUInt32BE(offset) & 0x7fffffff;
	return String(number % 1_000_000).padStart(6, '0');
}

/** The address in the QR code that authenticator apps read. */
export function totpUri(
	secret: string,
	{ issuer, label }: { issuer: string; label: string }
): string {
	const [from, name] = [issuer, label].map(encodeURIComponent);
	return `otpauth://totp/${from}%3A${name}?issuer=${from}&secret=${secret}`;
}

/** RFC 4648, without padding. */
function encodeBase32(bytes: Buffer): string {
	const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
	const groups = bits.match(/.{1,5}/g) ?? [];
	return groups.map((group) => ALPHABET.charAt(parseInt(group.padEnd(5, '0'), 2))).join('');
}

function decodeBase32(text: string): Buffer {
	const bits = [...text].map((char) => ALPHABET.indexOf(char).toString(2).padStart(5, '0'));
	const bytes = bits.join('').match(/.{8}/g) ?? [];
	return Buffer.from(bytes.map((byte) => parseInt(byte, 2)));
}
