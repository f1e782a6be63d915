import { execFileSync, spawnSync } from 'node:child_process';

/** Makes a folder a small disk in memory. Undefined where this user may not mount. */
export function mountSmallDisk(folder: string, megabytes: number): (() => void) | undefined {
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  return status === 0 ? () => void spawnSync('umount', ['-l', folder]) : undefined;
}

/** Makes it read only, or writable again. */
export function remount(folder: string, mode: 'ro' | 'rw'): void {
  execFileSync('mount', ['-o', `remount,${mode}`, folder]);
}

/** How large the files of a process may become from now on. */
export function limitFiles(pid: number, bytes: number | 'unlimited'): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]);
}
