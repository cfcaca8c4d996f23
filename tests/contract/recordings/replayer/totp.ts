import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const PERIOD = 30;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The six digits for a base32 secret (RFC 6238); `periods` after the present period of 30 s. */
export function totpCode(secret: string, periods: number): string {
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / PERIOD) + periods));

	const hash = createHmac('sha1', decodeBase32(secret)).update(counter).digest();
	const offset = (hash.at(-1) ?? 0) & 15;
	const code = (hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000;
	return String(code).padStart(6, '0');
}

/** Waits out the last three seconds of a period, so that a code does not age on its way. */
export async function waitForRoomInPeriod() {
	const left = PERIOD * 1000 - (Date.now() % (PERIOD * 1000));
	if (left <= 3000) await sleep(left);
}

function decodeBase32(text: string) {
	const bits = [...text].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0'));
	const bytes = bits.join('').match(/.{8}/g) ?? [];
	return Buffer.from(bytes.map((byte) => parseInt(byte, 2)));
}
