import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** `getconf CLK_TCK`, which Linux has kept at 100 on all that Node runs on. */
const TICKS_PER_SECOND = 100;
/** Where user and system time stand, after the name: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const [USER_TIME, SYSTEM_TIME] = [11, 12];
const hasProc = existsSync('/proc/self/stat');

/** Seconds of processor time that a process has used, in all its threads, to a hundredth. */
export function cpuSecondsOf(pid: number): number {
  if (!hasProc) return secondsIn(ps('time=', pid));
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name stands in brackets and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER_TIME]) + Number(fields[SYSTEM_TIME])) / TICKS_PER_SECOND;
}

/** Memory that a process has in use. */
export function residentBytesOf(pid: number): number {
  if (!hasProc) return Number(ps('rss=', pid)) * 1024;
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/** @throws Error that says what to do when so many connections cannot be open at a time */
export function requireOpenFiles(connections: number): void {
  if (process.platform === 'win32') return;
  const needed = connections + 200;
  const allowed = execFileSync('sh', ['-c', 'ulimit -Hn']).toString().trim();
  if (allowed === 'unlimited' || Number(allowed) >= needed) return;
  throw new Error(
    `${connections} connections need ${needed} open files, and only ${allowed} are allowed: ulimit -n ${needed}`,
  );
}

function ps(column: string, pid: number): string {
  return execFileSync('ps', ['-o', column, '-p', String(pid)])
    .toString()
    .trim();
}

/** `1:02:03.45` in seconds. */
function secondsIn(time: string): number {
  return time.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0);
}
