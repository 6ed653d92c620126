import { simdEngine } from '../../../src/shared/simulation/kernels/simd.ts';
import { describeEngine } from './engineContract.ts';

describeEngine(simdEngine);
