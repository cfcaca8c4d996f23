import { defaultSettings } from '../project/settings.ts';
import { ValidationError, type Param } from './params.ts';

/** Whether a parameter would take the value. */
export function accepts(param: Param<unknown>, value: unknown): boolean {
	try {
		param.read(value, defaultSettings);
		return true;
	} catch (error) {
		if (error instanceof ValidationError) return false;
		throw error;
	}
}
