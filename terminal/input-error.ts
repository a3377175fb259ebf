/** Invalid input of the user: an option or a file. Its message is one line that names it. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
