/** ISO 639-1, with some that once were in it and some that countries have made their own. */
const languageCodes = `
aa ab af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it
iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms
mt my na nb nd ne ng nl nn nr nv ny oc oj om or os pa pi pl ps pt-br pt-pt qu rm rn ro ru rw sa sc sd se sg
sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa
wo xh yi yo za zh-cn zh-tw zu
`
	.trim()
	.split(/\s+/);

/** Codes that are Appwrite's own, or no longer anybody's. */
const ownNames = new Map([
	['bh', 'Bihari'],
	['sb', 'Sorbian'],
	['kr', 'Kanuri'],
	['ua', 'Ukrainian']
]);

/** All languages with their names in English and in themselves, as far as Node knows them. */
export function listLanguages() {
	return languageCodes.map((code) => {
		const name = nameLanguage(code);
		const own = new Intl.DisplayNames(code, { type: 'language', fallback: 'none' }).of(code);
		return { name, code, nativeName: own ?? name };
	});
}

/** In English. */
export function nameLanguage(code: string): string {
	return ownNames.get(code) ?? englishNames.of(code) ?? code;
}

const englishNames = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' });
