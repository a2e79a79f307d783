import type { Job } from './job.js';
import { refresh } from './refresh.js';

/** Every job. */
export const jobs: Job[] = [refresh];
