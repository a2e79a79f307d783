import type { Command } from './command.js';
import { helpFor } from './help.js';
import { jobs } from './jobs.js';
import { status } from './status.js';
import type { Surface } from './surface.js';
import { team } from './team.js';
import { teams } from './teams.js';
import { weekDetails, weekSettings } from './week-buttons.js';

/** Every command, in the order help shows them. */
export const commands: Command[] = [team, teams, status, jobs, helpFor(() => commands)];

/** Everything people can reach the bot by. */
export const surface: Surface = { commands, presses: [weekDetails, weekSettings], forms: [], shortcuts: [], home: [] };
