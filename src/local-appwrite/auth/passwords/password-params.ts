import { ValidationError, type Param } from '../../params/params.ts';
import { defaultSettings } from '../../project/settings.ts';
import { isCommonPassword } from './common-passwords.ts';
import { readPassword } from './password-strength.ts';

/** A password to compare: counted in bytes. */
export const password: Param<string> = {
	read: (value) => readPassword(value, defaultSettings.passwordStrength)
};

/** A password to set: as strong as the project asks for. */
export const newPassword: Param<string> = {
	read(value, { passwordStrength, passwordDictionary }) {
		const password = readPassword(value, passwordStrength);
		if (passwordDictionary && isCommonPassword(password)) {
			throw new ValidationError(
				'Password must be between 8 and 265 characters long, and should not be one of the commonly used password.'
			);
		}
		return password;
	}
};
