import type { FileConfig } from '../config-schema.js';
import { budgetWatch } from './budget-watch.js';
import type { Job } from './job.js';
import { refresh } from './refresh.js';
import { weeklyChargeback } from './weekly-chargeback.js';

/** Every job, as the settings want it. */
export const jobsFor = (settings: FileConfig): Job[] => [refresh, weeklyChargeback(settings), budgetWatch];
