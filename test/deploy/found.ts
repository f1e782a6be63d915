/** Whether a program is to be tested: all are, unless `npm run test:deploy` has looked which are there. */
export function isFound(program: string): boolean {
  const found = process.env['DEPLOY_PROGRAMS'];
  return found === undefined || found.split(',').includes(program);
}
