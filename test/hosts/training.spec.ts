import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { type BrowserHost, startBrowserHost } from './browserHost.ts';
import { expect, test } from './story.ts';

test.describe.configure({ mode: 'serial' });

/** Of its own: what is trained here becomes the model of the demo. */
let host: BrowserHost;
let page: Page;
const errors: string[] = [];

test.beforeAll(async ({ browser }) => {
  host = await startBrowserHost();
  const context = await browser.newContext();
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(host.url);
});

test.afterAll(async () => {
  await page.context().close();
  await host.close();
  expect(errors).toEqual([]);
});

test('a project without data says what it needs, with the button', async () => {
  await page.getByRole('button', { name: 'New project…' }).click();
  const form = page.getByRole('dialog', { name: 'New project' });
  await form.getByRole('textbox', { name: 'Name' }).fill('nothing yet');
  await form.getByRole('button', { name: 'Create' }).click();
  await expect(page).toHaveURL(/#\/model$/);
  await page.keyboard.press('t');
  await expect(page.getByRole('heading', { name: 'No data to train on yet' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Choose data…' })).toBeEnabled();
  await expectAccessible(page, 'train without data');
});

test('a template is filled for the data, with its shapes, parameters and steps', async () => {
  await page.goto(`${new URL(host.url).origin}/#/start`);
  await page.getByRole('button', { name: 'Open the demo' }).click();
  await expect(page.getByText(/^\d+ cells?, \d+ simulations?/)).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.getByText('134,160 parameters')).toBeVisible();
  await expect(page.getByText('5 epochs of 36 steps')).toBeVisible();
  await page.getByRole('radio', { name: /^batch-norm-cnn/ }).check({ force: true });
  await page.getByRole('radio', { name: 'QCFS' }).click();
  await expect(page.getByRole('textbox', { name: 'Levels' })).toHaveValue('4');
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('batch-norm-cnn-qcfs');
  await expect(layer('conv2d')).toContainText('QCFS, 4 levels');
  await expect(layer('conv2d')).toContainText('28 × 28 × 16');
  await expectAccessible(page, 'setup');
});

test('layers are doubled, moved and taken out by keyboard, and each edit can be taken back', async () => {
  const order = (): Promise<string[]> => page.locator('.layer-name').allTextContents();
  const before = await order();
  await layer('conv2d_1').click();
  await page.keyboard.press('Control+d');
  await expect(layer('conv2d_3')).toBeFocused();
  await page.keyboard.press('Alt+ArrowDown');
  expect(await order()).toEqual([...before.slice(0, 3), 'average_pooling2d_1', 'conv2d_3', ...before.slice(4)]);
  await page.keyboard.press('Delete');
  expect(await order()).toEqual(before);
  for (let back = 0; back < 3; back++) await page.keyboard.press('Control+z');
  expect(await order()).toEqual(before);
  await page.keyboard.press('Control+Shift+z');
  await expect(layer('conv2d_3')).toBeVisible();
  await page.keyboard.press('Control+z');
  await layer('conv2d_1').click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name' }).last()).toBeFocused();
});

test('what the host keeps is no edit of its own: one step back is one edit', async () => {
  await layer('conv2d_1').click();
  await page.keyboard.press('Control+d');
  await expect(layer('conv2d_3')).toBeFocused();
  // Longer than it takes to save and to be told of it.
  await page.waitForTimeout(1500);
  await page.keyboard.press('Control+z');
  await expect(layer('conv2d_3')).toHaveCount(0);
});

test('a row is dragged to another place by the mouse', async () => {
  await layer('flatten').dragTo(layer('average_pooling2d'), { targetPosition: { x: 200, y: 2 } });
  await expect(page.locator('.layer-name').nth(1)).toHaveText('flatten');
  await expect(layer('average_pooling2d')).toContainText('works on images and is given values of shape');
  await page.keyboard.press('Control+z');
  await expect(page.locator('.layer-name').nth(1)).toHaveText('average_pooling2d');
});

test('a fault stands beside its layer and a slip beside its field, and a button mends what it can', async () => {
  await layer('flatten').click();
  await page.keyboard.press('Delete');
  await expect(layer('dense')).toContainText('It takes a row of values and is given');
  await layer('conv2d').click();
  const details = page.getByRole('complementary', { name: 'plan' });
  const kernel = details.getByRole('textbox', { name: 'Kernel' });
  await kernel.fill('3 ×');
  await expect(layer('conv2d')).toContainText('Kernel "3 ×" is not possible: it wants a whole number from 1 to 4096');
  await expect(page.getByText('2 things to mend before it can start')).toBeVisible();
  await expect(trainButton()).toBeDisabled();
  await expectAccessible(page, 'faults');
  await kernel.fill('3');
  await page.getByRole('button', { name: 'Put a flatten before it' }).click();
  await expect(page.getByText(/to mend before it can start/)).toHaveCount(0);
  await expect(trainButton()).toBeEnabled();
});

test('the network is made small, and wrong settings say what is allowed', async () => {
  const details = page.getByRole('complementary', { name: 'plan' });
  for (const [name, filters] of [
    ['conv2d', '4'],
    ['conv2d_1', '8'],
    ['conv2d_2', '8'],
  ] as const) {
    await layer(name).click();
    await details.getByRole('textbox', { name: 'Filters' }).fill(filters);
  }
  await expect(layer('conv2d_2')).toContainText('7 × 7 × 8');
  const epochs = page.getByRole('textbox', { name: 'Epochs' });
  await epochs.fill('0');
  await expect(page.getByText('Epochs "0" is not possible: it wants a whole number from 1 to 10000.')).toBeVisible();
  await epochs.fill('2');
  await page.getByRole('textbox', { name: 'Samples', exact: true }).fill('1500');
  await page.getByRole('textbox', { name: 'Batch size' }).fill('50');
  await page.getByRole('textbox', { name: 'Learning rate' }).fill('0.005');
  await expect(page.getByText('2 epochs of 27 steps')).toBeVisible();
  await page.getByRole('button', { name: 'Back to the default of Learning rate: 0.001' }).hover();
});

test('a reload keeps what is set up', async () => {
  await page.waitForTimeout(600);
  await page.reload();
  await expect(page.getByText('2 epochs of 27 steps')).toBeVisible();
  await expect(layer('conv2d_2')).toContainText('7 × 7 × 8');
});

test('another window shows the same setup, and what is changed in it', async () => {
  const other = await page.context().newPage();
  await other.goto(`${new URL(host.url).origin}/#/train`);
  const epochs = other.getByRole('textbox', { name: 'Epochs' });
  await expect(epochs).toHaveValue('2');
  await epochs.fill('3');
  await expect(page.getByText('3 epochs of 27 steps')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(epochs).toHaveValue('2');
  await other.close();
});

test('it learns, is seen from every view, is paused, survives a reload, and goes on to its end', async () => {
  await trainButton().click();
  await expect(page.getByRole('heading', { level: 1, name: 'batch-norm-cnn-qcfs' })).toBeVisible();
  await expect(page.getByText(/^step \d+ of 54$/)).toBeVisible({ timeout: 60_000 });
  // At once: a quick machine trains all of it while the page is looked at.
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.locator('.run-state', { hasText: 'paused' })).toBeVisible();
  await page.keyboard.press('3');
  await page
    .getByRole('contentinfo')
    .getByRole('button', { name: /batch-norm-cnn-qcfs, paused/ })
    .click();
  await expect(page).toHaveURL(/#\/train$/);
  await page.reload();
  await expect(page.locator('.run-state', { hasText: 'paused' })).toBeVisible();
  await expect(page.getByText(/^step [1-9]\d* of 54$/)).toBeVisible();
  await expect(page.getByRole('figure', { name: /Loss and accuracy/ })).toBeVisible();
  await expectAccessible(page, 'paused');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(
    page.getByText(/The training "batch-norm-cnn-qcfs" is finished: [\d.]+ % on 1,000 test samples/),
  ).toBeVisible({
    timeout: 120_000,
  });
});

test('what came out is shown with its interval, its curves as numbers, its mistakes and its levels', async () => {
  const details = page.getByRole('complementary', { name: 'training details' });
  await expect(details.getByText(/^95 % interval [\d.]+ to [\d.]+ %, on the 1,000 images of "test"$/)).toBeVisible();
  await expect(details.getByRole('row', { name: /^conv2d_re_lu / })).toContainText('4');
  await page.getByRole('button', { name: 'Save, copy, show as table' }).click();
  await page.getByRole('menuitem', { name: 'Show as table' }).click();
  const numbers = page.getByRole('grid', { name: /^Numbers of the chart/ });
  await expect(numbers.getByRole('row')).toHaveCount(3);
  await page.getByRole('tab', { name: 'Confusion' }).click();
  await expect(page.getByRole('figure', { name: /^Confusion matrix/ })).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Classification report' })).toBeVisible();
  await expectAccessible(page, 'what came out');
});

test('the model becomes that of the project, and a sweep of its conversion is planned', async () => {
  await page.getByRole('button', { name: 'Put qcfs into the sweep' }).click();
  await page.getByRole('button', { name: 'Use in this project' }).click();
  await expect(page.getByText('the project’s model', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Sweep its conversion' }).first().click();
  await expect(page).toHaveURL(/#\/sweep$/);
  await expect(page.getByRole('checkbox', { name: /^QCFS 2022/ })).toBeChecked();
  await expect(page.getByText(/^\d+ cells?, \d+ simulations?/)).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByRole('group', { name: /Network of \d+ layers/ })).toBeVisible();
});

test('another training begins with the same settings under a free name, and its weights can be trained on', async () => {
  await page.keyboard.press('t');
  await (await menuItem(/^New training with this network/)).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('batch-norm-cnn-qcfs-2');
  await expect(page.getByText(/^2 epochs of 27 steps, about \d+ s$/)).toBeVisible();
  await page.getByRole('button', { name: 'Start from a model or a file…' }).click();
  await page.getByRole('menuitem', { name: 'Weights of the project’s model' }).click();
  await expect(page.getByText(/goes on from the weights of the project’s model/)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('fine-tuned');
  await expect(trainButton()).toBeEnabled();
  await expectAccessible(page, 'training on');
});

test('a training that is cancelled can be taken back, and one that is not needed can go', async () => {
  const list = page.getByRole('complementary', { name: 'trainings' });
  const entry = list.getByRole('button', { name: /^fine-tuned/ });
  await trainButton().click();
  await expect(page.getByText(/^step \d+ of 54$/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(entry).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(entry).toContainText('paused, ');
  await entry.click();
  await (await menuItem('Move to the trash')).click();
  await expect(entry).toHaveCount(0);
  await list.getByRole('button', { name: /^batch-norm-cnn-qcfs/ }).click();
  await expect(await menuItem('Move to the trash')).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');
});

test('in the dark it is as easy to read', async () => {
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox', { name: 'Search commands' }).fill('dark');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expectAccessible(page, 'what came out, in the dark');
  await page.getByRole('button', { name: 'New training' }).click();
  await expect(page.getByRole('radio', { name: /^notebook-cnn/ })).toBeVisible();
  await expectAccessible(page, 'setup, in the dark');
});

function layer(name: string) {
  return page.getByRole('row', { name: new RegExp(`^${name}:`) });
}

function trainButton() {
  return page.getByRole('button', { name: 'Train', exact: true });
}

/** An entry of the menu of the training that is shown, which it opens. */
async function menuItem(name: string | RegExp) {
  await page.getByRole('button', { name: 'Rename, delete, train another like it' }).click();
  return page.getByRole('menuitem', { name });
}
