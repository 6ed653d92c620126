import { expectAccessible } from './accessibility.ts';
import { referenceFolder, withoutReference } from './reference.ts';
import { expect, test } from './story.ts';

test("a project is made of one's own model and data, chosen among the files of the host", async ({ page, host }) => {
  if (referenceFolder === null) console.log(`Skipped: ${withoutReference}`);
  test.skip(referenceFolder === null, withoutReference);
  await page.goto(host.url);
  // Keys are heard once the window stands.
  await expect(page.getByText(/^Engine: /)).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox', { name: 'Search commands' }).fill('new project');
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'New project' });

  await form.getByRole('button', { name: 'Choose model' }).click();
  const models = page.getByRole('dialog', { name: 'Choose a model' });
  await models.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'reference' }).click();
  await models.getByRole('row', { name: 'models' }).dblclick();
  await models.getByRole('row', { name: 'cnn_mnist.reference.npz' }).click();
  await expect(models.getByText('Not what is looked for. Keras models: .keras, .h5.')).toBeVisible();
  await expect(models.getByRole('button', { name: 'Choose', exact: true })).toBeDisabled();
  await models.getByRole('row', { name: 'cnn_mnist.keras' }).click();
  await expectAccessible(page, 'file picker');
  await models.getByRole('button', { name: 'Choose', exact: true }).click();
  await expect(form.getByRole('textbox', { name: 'Name' })).toHaveValue('cnn_mnist');

  await form.getByRole('button', { name: 'Choose data' }).click();
  const data = page.getByRole('dialog', { name: 'Choose a data set' });
  await data.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'reference' }).click();
  await data.getByRole('row', { name: 'mnist', exact: true }).click();
  await data.getByRole('button', { name: 'Choose', exact: true }).click();
  await expect(form.getByRole('textbox', { name: 'Data' })).toHaveValue(/\/mnist$/);
  await expectAccessible(page, 'new project');
  await form.getByRole('button', { name: 'Create' }).click();

  await expect(page).toHaveURL(/#\/sweep$/);
  await expect(page.getByRole('button', { name: 'cnn_mnist: project menu' })).toBeVisible();
  await expect(page.getByText(/^\d+ cells?, \d+ simulations?/)).toBeVisible();
  await page.keyboard.press('1');
  const graph = page.getByRole('group', { name: /Network of \d+ layers/ });
  await expect(graph.getByRole('button', { name: /^conv2d, / }).first()).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.getByRole('option', { name: /^Image 0, label 7/ })).toBeVisible();
});
