import { access } from './access/access.js';
import { accessForms } from './access/forms.js';
import { accessHome, requestShortcut } from './access/home.js';
import { pause, unpause } from './access/pause.js';
import { accessPresses } from './access/presses.js';
import { adjust } from './adjust.js';
import { anomalies } from './anomalies.js';
import { closerButton, plannedButton, plannedForm, undoButton } from './anomaly-buttons.js';
import { pauseButton, pauseForm } from './anomaly-pause.js';
import { close, closeButton, closeForm } from './close.js';
import type { Command } from './command.js';
import { coverage } from './coverage.js';
import { digest } from './digest.js';
import { dispute } from './dispute.js';
import { type CommandGroup, helpFor } from './help.js';
import { hours } from './hours.js';
import { jobs } from './jobs.js';
import { planned } from './planned.js';
import { statement } from './statement.js';
import { statementForms, statementPresses } from './statement-buttons.js';
import { statements } from './statements.js';
import { status } from './status.js';
import { subscribeFor } from './subscribe.js';
import { subscriptions } from './subscriptions.js';
import type { Surface } from './surface.js';
import { team } from './team.js';
import { teams } from './teams.js';
import { unsubscribe, unsubscribeButton } from './unsubscribe.js';
import { weekDetails, weekSettings } from './week-buttons.js';

/** Commands as help shows them. */
const groups: CommandGroup[] = [
  { name: 'Spend', commands: [team, teams, digest, coverage, anomalies, planned, status] },
  {
    name: 'Reports',
    commands: [subscribeFor(() => commands), subscriptions, unsubscribe, hours, statement, statements, dispute],
  },
  { name: 'Access', commands: [access, pause, unpause] },
  { name: 'Administration', commands: [close, adjust, jobs] },
];

/** Every command. */
export const commands: Command[] = [
  ...groups.flatMap((group) => group.commands),
  helpFor(
    () => groups,
    () => commands,
  ),
];

/** Everything people can reach the bot by. */
export const surface: Surface = {
  commands,
  presses: [
    ...accessPresses,
    ...statementPresses,
    closeButton,
    unsubscribeButton,
    weekDetails,
    weekSettings,
    plannedButton,
    undoButton,
    closerButton,
    pauseButton,
  ],
  forms: [...accessForms, ...statementForms, closeForm, plannedForm, pauseForm],
  shortcuts: [requestShortcut],
  home: [accessHome],
};
