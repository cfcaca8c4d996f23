import { randomInt } from 'node:crypto';

const adjectives = words(`
	brave bright calm clever curious eager early gentle golden happy honest humble kind lively lucky
	merry mighty modest noble patient polite proud quiet reliable silver sunny swift tidy warm wise
`);

const nouns = words(`
	acorn anchor apple badger beacon bridge candle castle cherry compass dolphin falcon forest garden island
	kettle lantern meadow otter pebble pencil piano river sparrow teapot tulip violin walnut willow window
`);

/** Two words that a page and a mail both show, so that people see that the two belong together. */
export function createPhrase(): string {
	const phrase = `${pick(adjectives)} ${pick(nouns)}`;
	return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}

function pick(choice: string[]): string {
	return choice[randomInt(choice.length)] ?? '';
}

function words(text: string): string[] {
	return text.trim().split(/\s+/);
}
