/** Providers that deliver to the same box whatever dots there are in its name, each with the domain to count it by. */
const WITHOUT_DOTS = new Map([
	['gmail.com', 'gmail.com'],
	['googlemail.com', 'gmail.com'],
	['pm.me', 'proton.me'],
	['proton.me', 'proton.me'],
	['protonmail.com', 'proton.me']
]);

/**
 * The box that an address leads to, for counting only, as an account is its exact address: `ada+news@example.com` is
 * `ada@example.com` (RFC 5233), and at some providers `a.da` is `ada`. A phone number is a box of its own.
 */
export function boxOf(address: string): string {
	const [name = '', domain] = address.split('@');
	const plus = name.indexOf('+');
	if (!domain || plus === 0) return address;
	const local = plus < 0 ? name : name.slice(0, plus);
	const without = WITHOUT_DOTS.get(domain);
	return without ? `${local.replaceAll('.', '')}@${without}` : `${local}@${domain}`;
}
