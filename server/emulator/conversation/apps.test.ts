import { expect, test } from 'vitest';
import { APP, appSdk, emulate, PLAN } from '../test-kit.ts';

test('an app has an SMS channel of the service plan, and the secret that signs for addresses of sends', async () => {
  const app = await appSdk(await emulate({ overriddenUrlSecret: 'another secret' })).get({ app_id: APP });
  expect(app.channel_credentials).toMatchObject([
    { channel: 'SMS', static_bearer: { claimed_identity: PLAN.servicePlanId }, state: { status: 'ACTIVE' } },
  ]);
  expect(app.callback_settings).toEqual({ secret_for_overridden_callback_urls: 'another secret' });
});

test('has no channel where that is missing, and no secret where nothing is signed', async () => {
  const app = await appSdk(await emulate({ channelMissing: true, unsigned: true })).get({ app_id: APP });
  expect(app.channel_credentials).toEqual([]);
  expect(app.callback_settings).toEqual({});
});

test('another app is not found', async () => {
  const getting = appSdk(await emulate()).get({ app_id: 'another' });
  await expect(getting).rejects.toMatchObject({ statusCode: 404 });
});

test('a project without an app has an empty list, one of another region nothing at all', async () => {
  expect(await appSdk(await emulate({ conversationAppId: undefined })).list()).toEqual({ apps: [] });
  await expect(appSdk(await emulate({ wrongRegion: true })).list()).rejects.toMatchObject({
    statusCode: 404,
  });
});
