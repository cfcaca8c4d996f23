import type { Context } from 'hono';
import { localeCodes } from './locale-codes.ts';

/** What a place is called that nobody knows, in the languages of most people; in all others in English. */
const unknown = new Map(
	Object.entries({
		ar: 'مجهول',
		cs: 'Neznámý',
		da: 'Ukendt',
		de: 'Unbekannt',
		es: 'Desconocido',
		fr: 'Inconnu',
		hu: 'Ismeretlen',
		it: 'Sconosciuto',
		ja: '不明',
		ko: '알려지지 않은',
		nl: 'Onbekend',
		pl: 'Nieznany',
		pt: 'Desconhecido',
		ro: 'Necunoscut',
		ru: 'Неизвестно',
		sv: 'Okänt',
		tr: 'Bilinmeyen',
		zh: '未知'
	})
);

/** The language of an answer: that of the parameter or header if Appwrite knows it, else English. */
export function readLocale(c: Context): string {
	const asked = c.req.query('locale') ?? c.req.header('x-appwrite-locale') ?? '';
	return localeCodes.includes(asked) ? asked : 'en';
}

export function nameUnknown(locale: string): string {
	return unknown.get(locale.slice(0, 2)) ?? 'Unknown';
}

/** Names of countries, or of continents by their numbers. */
export function nameRegion(locale: string, region: string): string {
	return new Intl.DisplayNames([locale, 'en'], { type: 'region' }).of(region) ?? region;
}
