/** What a person sees in a browser instead of the dashboard: a page without style or script, for whoever is not let in. */
export function errorPage(status: number, message: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Context Foundry Livestream</title>
<h1>${status === 401 ? 'Not let in yet' : 'This did not work'}</h1>
<p>${escapeHtml(message)}</p>
</html>
`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
