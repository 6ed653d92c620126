/** Name of the one message that the preload sends to the main process: it carries the port of a window. */
export const connectChannel = 'spikebench-connect';
