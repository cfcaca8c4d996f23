import { describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

const appwrite = createTestAppwrite();

async function read(path: string, locale = 'en') {
	const headers = { 'x-appwrite-locale': locale };
	return (await appwrite.request('GET', path, { headers })).json();
}

describe('/locale', () => {
	it.each([
		['/locale/codes', 'localeCodes', 131, { code: 'de-at', name: 'German (Austria)' }],
		['/locale/countries', 'countries', 197, { name: 'Japan', code: 'JP' }],
		['/locale/countries/eu', 'countries', 27, { name: 'Croatia', code: 'HR' }],
		[
			'/locale/countries/phones',
			'phones',
			196,
			{ code: '+44', countryCode: 'GB', countryName: 'United Kingdom' }
		],
		[
			'/locale/currencies',
			'currencies',
			117,
			{
				symbol: '¥',
				name: 'Japanese Yen',
				symbolNative: '¥',
				decimalDigits: 0,
				rounding: 0,
				code: 'JPY',
				namePlural: 'Japanese yen'
			}
		],
		['/locale/languages', 'languages', 186, { name: 'Japanese', code: 'ja', nativeName: '日本語' }]
	])('%s lists all %s', async (path, key, total, one) => {
		const answer = await read(path);
		expect(answer.total).toBe(total);
		expect(answer[key]).toHaveLength(total);
		expect(answer[key]).toContainEqual(one);
	});

	it('names places in the language of the request and sorts them in it', async () => {
		const { countries } = await read('/locale/countries/eu', 'de');
		const names = countries.map(({ name }: { name: string }) => name);
		expect(names.slice(0, 3)).toEqual(['Belgien', 'Bulgarien', 'Deutschland']);
		// As PHP does, by the numbers of the letters.
		expect(names.at(-1)).toBe('Österreich');
	});

	it('sorts calling codes as numbers', async () => {
		const { phones } = await read('/locale/countries/phones');
		const codes = phones.map(({ code }: { code: string }) => code);
		expect(codes.indexOf('+98')).toBeLessThan(codes.indexOf('+211'));
	});

	it('takes English for a language that Appwrite does not know', async () => {
		expect((await read('/locale', 'tlh')).country).toBe('Unknown');
		expect((await read('/locale', 'fr-ca')).country).toBe('Inconnu');
	});
});
