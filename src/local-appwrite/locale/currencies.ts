const codes = `
AED AFN ALL AMD ARS AUD AZN BAM BDT BGN BHD BIF BND BOB BRL BWP BYR BZD CAD CDF CHF CLP CNY COP CRC CVE CZK
DJF DKK DOP DZD EEK EGP ERN ETB EUR GBP GEL GHS GNF GTQ HKD HNL HRK HUF IDR ILS INR IQD IRR ISK JMD JOD JPY
KES KHR KMF KRW KWD KZT LKR LTL LVL LYD MAD MDL MGA MKD MMK MOP MUR MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR
PAB PEN PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SDG SEK SGD SOS SYP THB TND TOP TRY TTD TWD TZS UAH UGX USD
UYU UZS VEF VND XAF XOF YER ZAR ZMK
`
	.trim()
	.split(/\s+/);

/** All currencies as Node knows them; the native symbol is its shortest one. */
export function listCurrencies() {
	const names = new Intl.DisplayNames('en', { type: 'currency' });
	return codes.map((code) => ({
		symbol: write(code, 'symbol'),
		name: names.of(code) ?? code,
		symbolNative: write(code, 'narrowSymbol'),
		decimalDigits: countDigits(code),
		rounding: 0,
		code,
		namePlural: write(code, 'name')
	}));
}

function write(code: string, currencyDisplay: 'symbol' | 'narrowSymbol' | 'name'): string {
	const format = new Intl.NumberFormat('en', {
		style: 'currency',
		currency: code,
		currencyDisplay
	});
	return format.formatToParts(2).find(({ type }) => type === 'currency')?.value ?? code;
}

function countDigits(code: string): number {
	const format = new Intl.NumberFormat('en', { style: 'currency', currency: code });
	return format.resolvedOptions().maximumFractionDigits ?? 2;
}
