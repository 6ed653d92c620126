/** Whether shortcuts are shown and heard as on a Mac: a matter of the keyboard, so of the window's machine. */
export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
