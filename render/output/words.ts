/** Options as they are typed, one word each. */
export function words(options: string): string[] {
  return options.split(' ')
}
