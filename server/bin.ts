#!/usr/bin/env node
// Plain enough that an old Node gets as far as the sentence below.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > 20 || (major === 20 && minor >= 19)) {
  void import('./main.js');
} else {
  console.error(
    `awesome-chat needs Node.js 20.19 or newer; this is ${process.versions.node}. Get one from https://nodejs.org`,
  );
  process.exitCode = 1;
}

export {};
