import { expect, it } from 'vitest';
import { createVersion, readVersion, versionIds } from './version.ts';

it.each([
	['activityLog', ['1.9']],
	['sessionLimit', ['2.0', '2.5']],
	['impersonatorAccount', ['2.0']],
	['passkeys', ['2.5']]
] as const)('the feature %s is in %j', (feature, expected) => {
	expect(versionIds.filter((id) => createVersion(id).has(feature))).toEqual(expected);
});

it('a version is read as it is written', () => {
	expect(readVersion('2.0')).toBe('2.0');
	expect(() => readVersion('2')).toThrow('there is no version 2 to play, only 1.9, 2.0, 2.5.');
});
