/** Served to the emulator's own page: posts the form as JSON, since a form cannot. */
export const SCRIPT = `
const form = document.querySelector('form');
const answer = form.querySelector('output');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const fields = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''));
  const response = await fetch('/_emulator/replies', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });
  const { text, url } = await response.json();
  answer.value = response.ok ? 'Sent to ' + url + '. Reload to see your answer.' : text;
});
`;
