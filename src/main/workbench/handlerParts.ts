import type { Method } from '../../shared/api/requests.ts';
import type { WorkbenchHandlers } from '../../shared/api/workbench.ts';

/** The handlers of the requests whose names begin with an area. */
export type HandlersOf<Area extends string> = Pick<WorkbenchHandlers, Extract<Method, `${Area}.${string}`>>;
