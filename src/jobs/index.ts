import type { FileConfig } from '../config-schema.js';
import { accessSweep } from './access-sweep.js';
import { anomalyWatch } from './anomaly-watch.js';
import { budgetWatch } from './budget-watch.js';
import type { Job } from './job.js';
import { monthClose, statementMessages } from './month-close.js';
import { refresh } from './refresh.js';
import { sameDayWatch } from './same-day-watch.js';
import { subscriptionsJob } from './subscriptions.js';
import { weeklyChargeback } from './weekly-chargeback.js';

/** Every job, as the settings want it. */
export const jobsFor = (settings: FileConfig): Job[] => [
  refresh,
  weeklyChargeback(settings),
  budgetWatch,
  anomalyWatch,
  ...(settings.anomalies.sameDay.enabled ? [sameDayWatch] : []),
  monthClose(settings),
  statementMessages,
  subscriptionsJob,
  accessSweep,
];
