import { randomHex } from '../core/secrets.ts';
import type { Database } from '../database/database.ts';
import { defaultSettings, type Settings } from './settings.ts';

export type Project = ReturnType<typeof projectTable>;

/** The one project there is. */
export function projectTable(db: Database) {
	db.run(
		`INSERT INTO project (id, name, jwtKey)
		VALUES ('local-appwrite', 'Local Appwrite', @jwtKey) ON CONFLICT DO NOTHING`,
		{ jwtKey: randomHex(64) }
	);
	const { id, name, jwtKey } = row();

	function row() {
		const found = db.get<{ id: string; name: string; settings: string; jwtKey: string }>(
			'SELECT * FROM project'
		);
		if (!found) throw new Error('The project is missing.');
		return found;
	}

	function settings(): Settings {
		return { ...defaultSettings, ...JSON.parse(row().settings) };
	}

	return {
		id,
		name,
		jwtKey,
		settings,

		/** Answers the settings as they are afterwards. */
		update(changes: Partial<Settings>): Settings {
			const changed = { ...settings(), ...changes };
			db.run('UPDATE project SET settings = @settings', { settings: JSON.stringify(changed) });
			return changed;
		}
	};
}
