import { type ClusterProgress, clusterWords, shardWords } from '../../../shared/api/clusterViews.ts';
import { Panel } from '../../components/Panel.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import './ShardGrid.css';

/** More squares than this are not drawn one by one. */
const mostSquares = 2000;

/** A square for every shard of a run on a cluster, by its state. */
export function ShardGrid({ cluster }: { readonly cluster: ClusterProgress }) {
  const { job, shards, trouble } = cluster;
  return (
    <Panel title={job === null ? 'Shards' : `Shards of job ${job}`} note={clusterWords(cluster)}>
      {trouble === null ? null : <ProblemNote>{trouble}</ProblemNote>}
      <ul className="shard-grid">
        {shards.slice(0, mostSquares).map((shard) => (
          <li
            key={shard.number}
            className={`shard-square ${shard.phase}`}
            aria-label={shardWords(shard)}
            title={shardWords(shard)}
          >
            {shard.number}
          </li>
        ))}
      </ul>
      {shards.length > mostSquares ? <p className="muted small">And {shards.length - mostSquares} more.</p> : null}
    </Panel>
  );
}
