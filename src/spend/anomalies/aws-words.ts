import type { AwsAnomalies } from '../../aws/anomaly-detection.js';

/** How AWS Cost Anomaly Detection is used, in one sentence for status, doctor and lists. `asked` is undefined before the first answer. */
export function awsDetectionWords(wanted: boolean, asked: AwsAnomalies | undefined): string {
  if (!wanted) return 'AWS Cost Anomaly Detection is not read (anomalies.awsDetection is false).';
  switch (asked?.state) {
    case undefined:
      return 'AWS Cost Anomaly Detection has not been asked yet.';
    case 'none':
      return 'AWS Cost Anomaly Detection has no monitor in this account; aispend looks for anomalies itself.';
    case 'used': {
      const monitors = asked.monitors === 1 ? '1 monitor' : `${asked.monitors} monitors`;
      return `AWS Cost Anomaly Detection is read beside aispend's own search (${monitors}).`;
    }
    case 'denied':
    case 'unavailable':
      return `AWS Cost Anomaly Detection is not read: ${asked.line}`;
  }
}
