import { keepPreviousData, QueryClient, useQuery } from '@tanstack/react-query';
import type { Method, RequestOf } from '../../shared/api/requests.ts';
import type { ReplyOf } from '../../shared/api/workbench.ts';
import { request } from './connection.ts';
import { useProject } from './workbenchStore.ts';

/** Answers that were read, kept while views come and go. A Problem is an answer: asking again would not change it. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: false,
      staleTime: Infinity,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      networkMode: 'always',
    },
  },
});

interface RequestOptions {
  /** What the answer depends on besides the parameters: hashes of files, states of runs. A change asks again. */
  readonly about?: readonly (string | number | null)[];
  readonly isEnabled?: boolean;
  /** Shows the answer to the previous parameters until the new one is there. */
  readonly keepsPrevious?: boolean;
}

export interface Answer<Reply> {
  readonly data: Reply | undefined;
  readonly error: Error | null;
  readonly isLoading: boolean;
  readonly askAgain: () => void;
  /** Gives up on an answer that is not there yet; the host stops working at it. */
  readonly cancel: () => void;
}

/** The answer to a reading request, remembered per project. */
export function useRequest<M extends Method>(
  method: M,
  params: RequestOf<M>,
  { about = [], isEnabled = true, keepsPrevious = false }: RequestOptions = {},
): Answer<ReplyOf<M>> {
  const folder = useProject()?.folder ?? null;
  const queryKey = [method, params, folder, ...about];
  const { data, error, isFetching, refetch } = useQuery<ReplyOf<M>>({
    queryKey,
    queryFn: ({ signal }) => request(method, params, signal),
    enabled: isEnabled,
    ...(keepsPrevious ? { placeholderData: keepPreviousData } : {}),
  });
  return {
    data,
    error,
    isLoading: isFetching,
    askAgain: () => void refetch(),
    cancel: () => void queries.cancelQueries({ queryKey, exact: true }),
  };
}
