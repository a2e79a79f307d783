import type { Access } from './access.js';
import { answering } from './answering.js';
import { asking } from './asking.js';
import { deciding } from './deciding.js';
import { ending } from './ending.js';
import { Engine, type Wake } from './engine.js';
import { pausing } from './pausing.js';
import { seeing } from './seeing.js';
import type { World } from './world.js';

/** The workflow over a world. Nothing is carried out until the engine is started or ticked. */
export function createAccess(world: World, wake?: Wake): { access: Access; engine: Engine } {
  const engine = new Engine(world, wake);
  const kick = (): void => engine.kick();
  return {
    engine,
    access: {
      ...seeing(world),
      ...asking(world, kick),
      ...deciding(world, kick),
      ...answering(world, kick),
      ...ending(world, kick),
      ...pausing(world, kick),
    },
  };
}
