/** An event handler that takes the value of the control where the event was. */
export function onText(take: (text: string) => void) {
  return (
    event: Event & {
      readonly currentTarget: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
    },
  ) => take(event.currentTarget.value);
}
