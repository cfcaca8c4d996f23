import { neutralSettings, type Settings } from '../project/settings.ts';
import { ValidationError, type Param } from './params.ts';

/** Whether a parameter would take the value. */
export function accepts(
	param: Param<unknown>,
	value: unknown,
	settings: Settings = neutralSettings
): boolean {
	try {
		param.read(value, settings);
		return true;
	} catch (error) {
		if (error instanceof ValidationError) return false;
		throw error;
	}
}
