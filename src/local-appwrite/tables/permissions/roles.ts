const keyRule =
	"Parameter must contain at most 36 chars. Valid chars are a-z, A-Z, 0-9, period, hyphen, and underscore. Can't start with a special char";
const labelRule = 'Value must be a valid string and contain only alphanumeric characters.';

interface Rule {
	id: 'needed' | 'none';
	dimension: 'any' | 'none' | string[];
}

const verification = ['verified', 'unverified'];

const rules = new Map<string, Rule>([
	['any', { id: 'none', dimension: 'none' }],
	['guests', { id: 'none', dimension: 'none' }],
	['users', { id: 'none', dimension: verification }],
	['user', { id: 'needed', dimension: verification }],
	['team', { id: 'needed', dimension: 'any' }],
	['member', { id: 'needed', dimension: 'none' }],
	['label', { id: 'needed', dimension: 'none' }]
]);

/** Why a role such as `user:ID/verified` is none; nothing if it is one. */
export function findRoleFault(role: string): string | undefined {
	const [path = '', dimension, ...more] = role.split('/');
	const [name = '', id = ''] = path.split(':');
	if (more.length > 0) return 'Only one dimension can be provided';
	if (dimension === '') return 'Dimension must not be empty';

	const rule = rules.get(name);
	if (!rule) {
		const names = [...rules.keys()].join(', ');
		return `Role "${name}" is not allowed. Must be one of: ${names}.`;
	}
	return findIdFault(name, id, rule) ?? findDimensionFault(name, dimension, rule);
}

function findIdFault(name: string, id: string, rule: Rule): string | undefined {
	if (rule.id === 'none') return id ? `Role "${name}" can not have an ID value.` : undefined;
	if (!id) return `Role "${name}" must have an ID value.`;

	const isLabel = name === 'label';
	const pattern = isLabel ? /^[a-zA-Z\d]{1,36}$/ : /^[a-zA-Z\d][\w.-]{0,35}$/;
	if (pattern.test(id)) return undefined;
	return `Role "${name}" identifier value is invalid: ${isLabel ? labelRule : keyRule}`;
}

function findDimensionFault(
	name: string,
	dimension: string | undefined,
	rule: Rule
): string | undefined {
	if (dimension === undefined || rule.dimension === 'any') return undefined;
	if (rule.dimension === 'none') return `Role "${name}" can not have a dimension value.`;
	if (rule.dimension.includes(dimension)) return undefined;
	return `Role "${name}" dimension value is invalid. Must be one of: ${rule.dimension.join(', ')}.`;
}
