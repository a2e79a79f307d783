// For `npm run dev`: builds, then runs what was built; tsx starts it again whenever a source file changes.
import './build.mjs';

await import('./dist/app.js');
