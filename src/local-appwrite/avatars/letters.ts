export const LETTER_WIDTH = 5;
export const LETTER_HEIGHT = 7;

/** Capitals and digits, 5 pixels wide and 7 high: a digit of base 32 a row, from the top. */
const letters = new Map(
	`
0:ehjlphe 1:4c4444e 2:eh1248v 3:v2421he 4:26aiv22 5:vgu11he 6:68guhhe 7:v124888 8:ehhehhe 9:ehhf12c
A:ehhvhhh B:uhhuhhu C:ehggghe D:sihhhis E:vgguggv F:vgguggg G:ehgnhhf H:hhhvhhh I:e44444e J:72222ic
K:hikokih L:ggggggv M:hrllhhh N:hhpljhh O:ehhhhhe P:uhhuggg Q:ehhhlid R:uhhukih S:fgge11u T:v444444
U:hhhhhhe V:hhhhha4 W:hhhllla X:hha4ahh Y:hhha444 Z:v1248gv
`
		.trim()
		.split(/\s+/)
		.map((entry) => [entry.slice(0, 1), entry.slice(2)])
);

/** Whether a pixel of a letter is of ink; what is outside of it is not. */
export function isInkOfLetter(letter: string, column: number, row: number): boolean {
	const pixels = Number.parseInt(letters.get(letter)?.charAt(row) || '0', 32);
	return (
		column >= 0 && column < LETTER_WIDTH && ((pixels >> (LETTER_WIDTH - 1 - column)) & 1) === 1
	);
}
