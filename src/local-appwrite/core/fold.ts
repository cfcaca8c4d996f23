/**
 * Text without what MariaDB's collation does not tell apart: case and accents. SQLite's own `NOCASE` knows the letters
 * of ASCII alone.
 */
export function foldText(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{M}+/gu, '')
		.toLowerCase()
		.replaceAll('ß', 'ss');
}

/** A whole value, of which spaces at the end do not count either. */
export function foldValue(text: string): string {
	return foldText(text).replace(/ +$/, '');
}
