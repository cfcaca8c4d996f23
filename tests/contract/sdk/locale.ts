import { Client, Locale } from 'node-appwrite';
import { describe, expect, it } from 'vitest';
import { guestClient, locale, target } from '../appwrite.ts';

describe('locale.get', () => {
	it('knows where a guest is, as far as it knows at all', async () => {
		const { ip, countryCode } = await locale.get();
		expect(ip).toMatch(/^[\d.]+$|:/);
		expect(countryCode).toMatch(/^([A-Z]{2}|--)$/);
	});

	it('does not know another project', async () => {
		const lost = new Locale(new Client().setEndpoint(target.endpoint).setProject('nope'));
		await expect(lost.get()).rejects.toMatchObject({ code: 404, type: 'project_not_found' });
	});
});

describe('the lists of locale', () => {
	it('name countries, in the language that is asked for', async () => {
		const { total, countries } = await locale.listCountries();
		expect(countries).toHaveLength(total);
		expect(countries).toContainEqual({ name: 'Austria', code: 'AT' });

		const german = await new Locale(guestClient().setLocale('de')).listCountries();
		expect(german.countries).toContainEqual({ name: 'Österreich', code: 'AT' });
	});

	it('know who is in the Union and how to call them', async () => {
		const { countries } = await locale.listCountriesEU();
		expect(countries.map(({ code }) => code)).toEqual(expect.arrayContaining(['AT', 'SE']));
		expect(countries.map(({ code }) => code)).not.toContain('CH');

		const { phones } = await locale.listCountriesPhones();
		expect(phones).toContainEqual({ code: '+41', countryCode: 'CH', countryName: 'Switzerland' });
	});

	it('have continents, languages, currencies and codes', async () => {
		expect(await locale.listContinents()).toMatchObject({ total: 7 });
		const { languages } = await locale.listLanguages();
		expect(languages).toContainEqual({ name: 'German', code: 'de', nativeName: 'Deutsch' });
		const { currencies } = await locale.listCurrencies();
		expect(currencies).toContainEqual(expect.objectContaining({ code: 'CHF' }));
		const { localeCodes } = await locale.listCodes();
		expect(localeCodes).toContainEqual({ code: 'de', name: 'German' });
	});
});
