import { describe, expect, it } from 'vitest';
import { totpCode } from './totp.ts';
import { Variables } from './variables.ts';

const variables = new Variables({
	endpoint: 'http://127.0.0.1:9500/v1',
	projectId: 'demo',
	projectName: 'My Project',
	apiKey: 'standard_1',
	version: '1.9',
	facilities: { mailbox: '', control: '', oidc: 'http://127.0.0.1:9501' }
});
variables.set('code', '019');
variables.set('secret', 'abcf');
variables.set('totp', 'ORSXG5A');

describe('a variable', () => {
	it.each([
		['{{project}}', 'demo'],
		['{{totp}}', 'ORSXG5A'],
		['{{origin}} {{hostname}} {{port}}', 'http://127.0.0.1:9500 127.0.0.1 9500'],
		['{{oidc}}/mode', 'http://127.0.0.1:9501/mode'],
		['{{uri:projectName}}', 'My%20Project'],
		['{{repeat:a:3}}', 'aaa'],
		['{{upper:secret}}', 'ABCF'],
		['{{wrong:code}}', '120'],
		['{{flip:secret}}', 'abce']
	])('%s is %s', (text, filled) => {
		expect(variables.fill(text)).toBe(filled);
	});

	it('is fresh and then the same within a scenario', () => {
		const text = '{{unique:ada}} {{unique:bo}} {{phone:ada}} {{wrong-key}}';
		const filled = variables.fill(text);

		expect(filled).toMatch(
			/^[a-z][0-9a-f]{12} [a-z][0-9a-f]{12} \+[1-9]\d{6,14} standard_[0-9a-f]{256}$/
		);
		expect(variables.fill(text)).toBe(filled);
		expect(variables.fill('{{upper:unique:ada}}')).toBe(filled.slice(0, 13).toUpperCase());
	});

	it('has an address for each of two visitors', () => {
		expect(variables.fill('{{ip}}')).not.toBe(variables.fill('{{ip2}}'));
	});

	it('fills whole values, names of fields as well', () => {
		const value = { '{{project}}': ['{{code}}', 1, null, { a: true }] };
		expect(variables.fillAll(value)).toEqual({ demo: ['019', 1, null, { a: true }] });
	});

	it('that nobody has captured is an error', () => {
		expect(() => variables.fill('{{ada.id}}')).toThrow('nothing is known as {{ada.id}}');
	});
});

it('a code for an authenticator follows RFC 6238', () => {
	// The RFC's secret and its code for the 59th second, at which the second period runs.
	const second = 1 - Math.floor(Date.now() / 30_000);
	expect(totpCode('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', second)).toBe('287082');
});
