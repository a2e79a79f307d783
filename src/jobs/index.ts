import type { FileConfig } from '../config-schema.js';
import type { Job } from './job.js';
import { refresh } from './refresh.js';

/** Every job, as the settings want it. */
export const jobsFor = (_settings: FileConfig): Job[] => [refresh];
