#!/usr/bin/env node
// Nothing is imported before the version is checked: an older Node.js cannot load the rest.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`chat-token needs Node.js 20.19 or later, got ${process.versions.node}.\n`);
  process.exitCode = 2;
} else {
  const { runProcess } = await import('./run.ts');
  await runProcess(process.argv.slice(2));
}
