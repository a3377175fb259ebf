/** An event handler that passes on the value of its control. */
export function onText(take: (text: string) => void) {
  return (
    event: Event & {
      readonly currentTarget: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
    },
  ) => take(event.currentTarget.value);
}
