import { describe, expect, it } from 'vitest';
import { createTotpSecret, totpCode, totpUri } from './totp.ts';

/** `12345678901234567890`, the key of RFC 6238's appendix B, in base32. */
const rfcSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('totpCode', () => {
	it.each([
		[59, '287082'],
		[1_111_111_109, '081804'],
		[1_111_111_111, '050471'],
		[1_234_567_890, '005924'],
		[2_000_000_000, '279037'],
		[20_000_000_000, '353130']
	])('%i seconds after 1970 ends in the digits of RFC 6238: %s', (seconds, code) => {
		expect(totpCode(rfcSecret, seconds * 1000)).toBe(code);
	});

	it('changes with the half minute and not before', () => {
		expect(totpCode(rfcSecret, 29_999)).toBe(totpCode(rfcSecret, 0));
		expect(totpCode(rfcSecret, 30_000)).not.toBe(totpCode(rfcSecret, 0));
	});
});

it('createTotpSecret makes 103 characters of base32, other ones each time', () => {
	expect(createTotpSecret()).toMatch(/^[A-Z2-7]{103}$/);
	expect(createTotpSecret()).not.toBe(createTotpSecret());
});

it('totpUri encodes names as one part of the path', () => {
	const uri = totpUri('ABC', { issuer: 'Ada & Co/x', label: 'ada@example.com' });

	expect(uri).toBe(
		'otpauth://totp/Ada%20%26%20Co%2Fx%3Aada%40example.com?issuer=Ada%20%26%20Co%2Fx&secret=ABC'
	);
});
