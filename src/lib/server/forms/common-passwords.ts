/**
 * What people choose first when left alone; guessers know it too. Short words are here because decoration does not
 * count: `Summer2026!` is `summer`. A site with more at stake asks Appwrite for its list of 10,000 besides
 * (password dictionary, in the security settings of the project).
 */
const COMMON = new Set(
	`
	abc abcd abcdef abcdefgh admin administrator airplane amazing anything asdf asdfgh asdfghjkl asdfjkl azerty
	backdoor banana baseball basketball batman beautiful blahblah butterfly buster champion changeit changeme
	charlie cheese chicken chocolate computer consumer cookie correcthorsebatterystaple creative default demo
	diamond dolphin dragon elephant everything facebook family flower football forever freedom friend friends
	galaxy gateway garfield google guest hallo hello helloworld hockey hunter iloveyou internet jennifer jordan
	justin letmein liverpool london login lovely manchester master matrix maverick mercedes michael michelle
	minecraft monday monkey mustang mypassword myspace naruto ninja nothing nicole operator orange p@ssword
	p@ssw0rd pa$$word pa$$w0rd pass passwd passphrase passw0rd passwort password pepper phoenix player please
	pokemon princess private purple qazwsx qazwsxedc qwert qwerty qwertyuiop qwertz qwertzuiop qwer rainbow
	register root samsung secret secure security server shadow soccer something starwars strawberry sunflower
	sunshine superman superstar support sweetheart system temp temporary test tester testing thunder tigger
	trustno trustme undefined unknown user username victoria welcome whatever wizard work yellow zaq zxcvbn zxcvbnm
	january february march april may june july august september october november december
	monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter
	01234567 0123456789 09876543 0987654321 12341234 12345678 123456789 1234567890 123123123 1234512345 12344321
	11223344 11235813 13579246 24681012 31415926 69696969 77777778 87654321 987654321 123321123 147258369 159357456
	1q2w3e 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5 zaq12wsx a1b2c3d4 a1b2c3 qwe123rty
	`
		.trim()
		.split(/\s+/)
);

/**
 * Whether only decoration (capitals, digits and signs around it, saying it twice) sets it apart from a common one. The
 * work grows with the length alone: an expression such as `/(.+)\1/` or `/[^a-z]+$/` would square it.
 */
export function isCommonPassword(password: string): boolean {
	const whole = [...password.toLowerCase().replace(/\s/g, '')];
	const bare = whole.slice(whole.findIndex(isLetter), whole.findLastIndex(isLetter) + 1);
	return whole.length === 0 || [whole, bare].map(sayOnce).some(isCommon);
}

function isLetter(character: string): boolean {
	return /\p{L}/u.test(character);
}

function isCommon(word: string[]): boolean {
	return word.length === 1 || COMMON.has(word.join(''));
}

/** `abcabc` is `abc`: found by the longest start of a word that is its end too (Knuth, Morris and Pratt). */
function sayOnce(word: string[]): string[] {
	const borders = [0];
	for (const character of word.slice(1)) {
		const end = borders.length;
		let border = borders[end - 1] ?? 0;
		while (border > 0 && word[border] !== character) border = borders[border - 1] ?? 0;
		borders.push(word[border] === character ? border + 1 : 0);
	}
	const period = word.length - (borders.at(-1) ?? 0);
	return word.length % period === 0 ? word.slice(0, period) : word;
}
