type Kind = 'structure' | 'taken' | 'missing' | 'limit' | 'type' | 'argument' | 'changed';

/** Why something cannot be done with a row. Routes and transactions have different errors for the same. */
export class RowFault extends Error {
	readonly kind: Kind;

	constructor(kind: Kind, message = '') {
		super(message);
		this.kind = kind;
	}
}
