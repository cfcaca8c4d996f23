import { randomHex } from '../core/secrets.ts';
import type { Version } from '../core/version.ts';
import type { Database } from '../database/database.ts';
import { defaultSettings, type Settings, type StoredSettings } from './settings.ts';

export type Project = ReturnType<typeof projectTable>;

export interface ProjectOptions {
	version: Version;
	/** Settings of this project before anybody changes them, where they differ from a new project's. */
	settings?: Partial<StoredSettings>;
}

/** The one project there is. */
export function projectTable(db: Database, { version, settings: initial }: ProjectOptions) {
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

	const changes = (): Partial<StoredSettings> => JSON.parse(row().settings);

	function settings(): Settings {
		const begun = { ...defaultSettings, ...initial };
		const changed = changes();
		// A way to sign in that came later is not among those that were stored.
		const authMethods = { ...begun.authMethods, ...changed.authMethods };
		return { ...begun, ...changed, authMethods, version };
	}

	return {
		id,
		name,
		jwtKey,
		settings,

		/** Answers the settings as they are afterwards. */
		update(changed: Partial<StoredSettings>): Settings {
			const stored = JSON.stringify({ ...changes(), ...changed });
			db.run('UPDATE project SET settings = @stored', { stored });
			return settings();
		},

		/** Puts back the settings that it began with. */
		reset: () => db.run("UPDATE project SET settings = '{}'")
	};
}
