import { endpoint, type Call, type Endpoint } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { visitorOf } from '../http/visitor.ts';
import { continents, countries, memberStates } from './countries.ts';
import { listCurrencies } from './currencies.ts';
import { listLanguages, nameLanguage } from './languages.ts';
import { localeCodes } from './locale-codes.ts';
import { nameRegion, nameUnknown, readLocale } from './request-locale.ts';

/** `/locale`. Names are those that Node has in the language of the request. */
export const localeRoutes = [
	read('/locale', ({ c, caller }) => {
		const unknown = nameUnknown(readLocale(c));
		// There is no table of addresses here, so nobody's country is known.
		const place = { countryCode: '--', country: unknown, continentCode: '--', continent: unknown };
		return { ip: visitorOf(c, caller).ip, ...place, eu: false, currency: '' };
	}),

	read('/locale/codes', () => ({
		total: localeCodes.length,
		localeCodes: localeCodes.map((code) => ({ code, name: nameLanguage(code) }))
	})),

	read('/locale/countries', (call) => {
		const list = listCountries(
			call,
			countries.map(({ code }) => code)
		);
		return { total: list.length, countries: list };
	}),

	read('/locale/countries/eu', (call) => {
		const list = listCountries(call, memberStates);
		return { total: list.length, countries: list };
	}),

	read('/locale/countries/phones', ({ c }) => {
		const locale = readLocale(c);
		const called = countries.filter(({ callingCode }) => callingCode);
		const sorted = called.toSorted((a, b) => Number(a.callingCode) - Number(b.callingCode));
		const phones = sorted.map(({ code, callingCode }) => ({
			code: `+${callingCode}`,
			countryCode: code,
			countryName: nameRegion(locale, code)
		}));
		return { total: phones.length, phones };
	}),

	read('/locale/continents', ({ c }) => {
		const locale = readLocale(c);
		const list = Object.entries(continents).map(([code, region]) => ({
			name: nameRegion(locale, region),
			code
		}));
		return { total: list.length, continents: sortByName(list) };
	}),

	read('/locale/currencies', () => {
		const currencies = listCurrencies();
		return { total: currencies.length, currencies };
	}),

	read('/locale/languages', () => {
		const languages = listLanguages();
		return { total: languages.length, languages };
	})
];

function read(path: string, list: (call: Call) => object): Endpoint {
	return endpoint({ method: 'GET', path, scopes: ['locale.read'], inConsole: 'same' }, (call) =>
		jsonResponse(call.c, list(call))
	);
}

function listCountries({ c }: Call, codes: string[]) {
	const locale = readLocale(c);
	return sortByName(codes.map((code) => ({ name: nameRegion(locale, code), code })));
}

/** By the letters' numbers, so accents come last, as in PHP. */
function sortByName<Named extends { name: string }>(list: Named[]): Named[] {
	return list.toSorted((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
}
