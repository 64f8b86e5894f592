/** All suites of both hosts, in their order. */

import './editor.test.ts';
import './commands.test.ts';
import './claims.test.ts';
import './workspace.test.ts';
