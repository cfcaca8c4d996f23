import { isInkOfLetter, LETTER_HEIGHT, LETTER_WIDTH } from './letters.ts';
import type { Color, Drawing } from './png.ts';

/** Appwrite's own colours; which one it is depends on the letters. */
const themes = ['FD366E', 'FE9567', '7C67FE', '68A3FE', '85DBD8'];
const TRANSPARENT: Color = [0, 0, 0, 0];
/** Height of a capital as a part of the shorter side. */
const CAPITAL_HEIGHT = 0.36;
/** From one letter to the next. */
const PITCH = LETTER_WIDTH + 1;

interface Size {
	width: number;
	height: number;
}

/**
 * Cuts the initials of a name out of a coloured ground.
 * @param background three or six hex digits, `""` for one of Appwrite's own colours
 */
export function drawInitials(name: string, { width, height }: Size, background: string): Drawing {
	const initials = initialsOf(name);
	const scale = (Math.min(width, height) * CAPITAL_HEIGHT) / LETTER_HEIGHT;
	const left = (width - (initials.length * PITCH - 1) * scale) / 2;
	const top = (height - LETTER_HEIGHT * scale) / 2;

	return {
		width,
		height,
		ground: readColor(background || themeOf(initials)),
		ink: TRANSPARENT,
		isInk(x, y) {
			const column = Math.floor((x - left) / scale);
			const row = Math.floor((y - top) / scale);
			const letter = initials.charAt(Math.floor(column / PITCH));
			return isInkOfLetter(letter, column % PITCH, row);
		}
	};
}

/** The first letters of two words, as far as they are of ASCII; `_` parts words where no space does. */
function initialsOf(name: string): string {
	const words = name.split(name.includes(' ') ? ' ' : '_');
	const letters = words.map((word) => word.charAt(0).toUpperCase());
	return letters
		.filter((letter) => /[0-9A-Z]/.test(letter))
		.slice(0, 2)
		.join('');
}

function themeOf(initials: string): string {
	const sum = [...initials].reduce((total, letter) => total + letter.charCodeAt(0), 0);
	return themes[sum % themes.length] ?? '';
}

function readColor(hex: string): Color {
	const digits = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
	const number = Number.parseInt(digits, 16);
	return [number >> 16, (number >> 8) & 255, number & 255, 255];
}
