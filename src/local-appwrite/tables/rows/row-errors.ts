import { GeneralError } from '../../core/errors.ts';
import { errorAbout, TableError } from '../store/errors.ts';
import { RowFault } from '../values/row-fault.ts';

/**
 * Does something with a row and turns a `RowFault` into the error that the routes have for it.
 * @param id of the row, as the client named it
 */
export function refuseFaults<Result>(id: string, work: () => Result): Result {
	try {
		return work();
	} catch (error) {
		throw error instanceof RowFault ? toError(error, id) : error;
	}
}

function toError({ kind, message }: RowFault, id: string): Error {
	if (kind === 'structure') return new TableError('row_invalid_structure', message);
	if (kind === 'taken') return errorAbout('row_already_exists', id);
	if (kind === 'argument') return new GeneralError('general_argument_invalid', message);
	return new GeneralError('general_unknown');
}
