/** Preferences as they are kept: PHP makes a list of every empty object but the outermost. */
export function stringifyPrefs(prefs: object): string {
	return JSON.stringify(prefs, (key, value) => {
		const empty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
		return key !== '' && empty ? [] : value;
	});
}
