// Every call of confluence.js that is about people, and those by which it gets to
// them, against a confluence-server with its usual seed:
//
//	node calls.mjs http://127.0.0.1:8085 admin@example.com TOKEN
//
// confluence.js holds every response against the types that it was written for. A
// line is printed for each call, and one that says how many there were; the exit
// status is 1 if one of them failed.
import { createV1Client, createV2Client } from 'confluence.js';

const [host, email, apiToken] = process.argv.slice(2);
const config = { host, auth: { type: 'basic', email, apiToken } };
const { users, userProperties, group, contentWatches, longRunningTask, search } = createV1Client(config);
const v2 = createV2Client(config);

let passed = 0, failed = 0;

// call makes one call, whose result must be as expected.
async function call(name, make, holds = () => true) {
  try {
    const got = await make();
    if (!holds(got)) throw new Error(`unexpected ${JSON.stringify(got)}`);
    passed++;
    console.log(`ok ${name}`);
    return got;
  } catch (error) {
    failed++;
    console.log(`FAILED ${name}: ${error.status ?? ''} ${error.message}`.replaceAll('\n', ' '));
  }
}

// refused makes one call, which must fail with a status.
const refused = (name, status, make) => call(`${name} is refused`, () => make().then(
  (got) => { throw new Error(`accepted: ${JSON.stringify(got)}`); },
  (error) => { if (error.status !== status) throw error; }));

const ada = '712020:ada', grace = '712020:grace', guest = '712020:guest';
const sized = (n) => (list) => list.results.length === n && list._links.base === `${host.replace(/\/ex\/confluence\/.*/, '')}/wiki`;
const expand = ['operations', 'personalSpace'];

// The way to the people: a space of a key, a page of a title.
const spaces = await call('getSpaces', () => v2.space.getSpaces({ keys: ['DOCS'] }), (list) => list.results.length === 1);
const spaceId = spaces?.results[0].id;
await call('getSpaces, all', () => v2.space.getSpaces(), (list) => list.results.length === 1);
await call('getSpaceById', () => v2.space.getSpaceById({ id: spaceId }), (space) => space.key === 'DOCS');
const pages = await call('getPagesInSpace', () => v2.page.getPagesInSpace({ id: spaceId }), (list) => list.results.length === 2);
await call('getPages, by title', () => v2.page.getPages({ title: 'Roadmap', spaceId: [spaceId] }), (list) => list.results.length === 1);
const page = pages?.results.find(({ title }) => title === 'Welcome')?.id;
await call('getPageById', () => v2.page.getPageById({ id: page }), ({ title }) => title === 'Welcome');
await refused('getPageById, unknown', 404, () => v2.page.getPageById({ id: '1' }));

// Users.
const me = await call('getCurrentUser', () => users.getCurrentUser(), (user) => user.email === email);
await call('getCurrentUser, expanded', () => users.getCurrentUser({ expand: ['operations'] }), (user) => user.operations.length > 0);
await call('getAnonymousUser', () => users.getAnonymousUser(), (user) => user.type === 'anonymous');
await call('getAnonymousUser, expanded', () => users.getAnonymousUser({ expand: ['operations'] }));
await call('getUser', () => users.getUser({ accountId: ada }), (user) => user.displayName === 'Ada Example');
for (const part of expand) await call(`getUser, ${part}`, () => users.getUser({ accountId: ada, expand: [part] }), (user) => part in user);
await call('getUser, two parts', () => users.getUser({ accountId: ada, expand }), (user) => user.personalSpace && user.operations);
await call('getUser, hidden address', () => users.getUser({ accountId: guest }), (user) => user.email === '' && user.isGuest);
await refused('getUser, unknown', 404, () => users.getUser({ accountId: 'nobody' }));
await call('getGroupMembershipsForUser', () => users.getGroupMembershipsForUser({ accountId: grace }), sized(2));
await call('getGroupMembershipsForUser, a page', () => users.getGroupMembershipsForUser({ accountId: grace, start: 1, limit: 1 }), sized(1));
await refused('getGroupMembershipsForUser, unknown', 403, () => users.getGroupMembershipsForUser({ accountId: 'nobody' }));
await call('getBulkUserLookup, one', () => users.getBulkUserLookup({ accountId: [ada] }), sized(1));
await call('getBulkUserLookup, several', () => users.getBulkUserLookup({ accountId: [ada, grace, 'nobody'] }), sized(2));
await call('getBulkUserLookup, expanded', () => users.getBulkUserLookup({ accountId: [ada, grace], expand }), (list) => list.results[1].personalSpace);
await call('getPrivacyUnsafeUserEmail', () => users.getPrivacyUnsafeUserEmail({ accountId: guest }), (found) => found.email.includes('@'));
await call('getPrivacyUnsafeUserEmailBulk', () => users.getPrivacyUnsafeUserEmailBulk({ accountId: [ada, grace] }), (found) => found.length === 2);
await call('getPrivacyUnsafeUserEmailBulk, one', () => users.getPrivacyUnsafeUserEmailBulk({ accountId: [ada] }), (found) => found.length === 1);
await call('createBulkUserLookup', () => v2.user.createBulkUserLookup({ body: { accountIds: [ada, grace] } }), (found) => found.results.length === 2);
await call('checkAccessByEmail', () => v2.user.checkAccessByEmail({ body: { emails: ['new@example.com', 'ada@example.com', 'x'] } }),
  (found) => found.emailsWithoutAccess.length === 1 && found.invalidEmails.length === 1);
await call('inviteByEmail', () => v2.user.inviteByEmail({ body: { emails: ['new@example.com'] } }));

// Properties.
const property = { userId: ada, key: 'clients' };
await call('getUserProperties', () => userProperties.getUserProperties({ userId: ada }), (list) => list.results.length === 1);
await call('getUserProperties, a page', () => userProperties.getUserProperties({ userId: ada, start: 1, limit: 1 }), (list) => list.results.length === 0);
await call('createUserProperty', () => userProperties.createUserProperty({ ...property, value: { on: true, deep: { a: [1, 'b', null] } } }));
await refused('createUserProperty, again', 409, () => userProperties.createUserProperty({ ...property, value: {} }));
await call('getUserProperty', () => userProperties.getUserProperty(property), (found) => found.value.deep.a[1] === 'b');
await call('updateUserProperty', () => userProperties.updateUserProperty({ ...property, value: { on: false } }));
await call('getUserProperty, changed', () => userProperties.getUserProperty(property), (found) => found.value.on === false);
await call('deleteUserProperty', () => userProperties.deleteUserProperty(property));
await refused('getUserProperty, deleted', 404, () => userProperties.getUserProperty(property));

// Groups.
await call('getGroups', () => group.getGroups(), sized(2));
await call('getGroups, a page', () => group.getGroups({ start: 1, limit: 1 }), sized(1));
for (const accessType of ['user', 'admin', 'site-admin']) await call(`getGroups, ${accessType}`, () => group.getGroups({ accessType }));
const team = await call('createGroup', () => group.createGroup({ name: 'js team' }), ({ name }) => name === 'js team');
await refused('createGroup, again', 400, () => group.createGroup({ name: 'js team' }));
await call('getGroupByGroupId', () => group.getGroupByGroupId({ id: team.id }), ({ name }) => name === 'js team');
await refused('getGroupByGroupId, unknown', 404, () => group.getGroupByGroupId({ id: '00000000-0000-4000-8000-000000000000' }));
await call('searchGroups', () => group.searchGroups({ query: 'js' }), sized(1));
await call('searchGroups, counted', () => group.searchGroups({ query: 'e', shouldReturnTotalSize: true, start: 0, limit: 1 }), (list) => list.totalSize === 3);
for (const accountId of [ada, grace]) await call(`addUserToGroupByGroupId, ${accountId}`, () => group.addUserToGroupByGroupId({ groupId: team.id, accountId }));
await call('addUserToGroupByGroupId, again', () => group.addUserToGroupByGroupId({ groupId: team.id, accountId: ada }));
await refused('addUserToGroupByGroupId, nobody', 404, () => group.addUserToGroupByGroupId({ groupId: team.id, accountId: 'nobody' }));
await call('getGroupMembersByGroupId', () => group.getGroupMembersByGroupId({ groupId: team.id }), sized(2));
await call('getGroupMembersByGroupId, a page', () => group.getGroupMembersByGroupId({ groupId: team.id, start: 1, limit: 1, shouldReturnTotalSize: true }),
  (list) => list.totalSize === 2 && list.results[0].accountId === grace);
await call('getGroupMembersByGroupId, expanded', () => group.getGroupMembersByGroupId({ groupId: team.id, expand }), (list) => list.results[0].personalSpace);
await call('removeMemberFromGroupByGroupId', () => group.removeMemberFromGroupByGroupId({ groupId: team.id, accountId: ada }));
await call('removeMemberFromGroupByGroupId, again', () => group.removeMemberFromGroupByGroupId({ groupId: team.id, accountId: ada }));
await call('removeGroupById', () => group.removeGroupById({ id: team.id }));
await refused('removeGroupById, again', 404, () => group.removeGroupById({ id: team.id }));

// Watches: of the caller and of somebody else.
for (const accountId of [undefined, grace]) {
  const whose = accountId ?? 'own';
  const watch = async (kind, what, is, add, remove) => {
    const to = { ...what, accountId };
    await call(`add${kind}, ${whose}`, () => add(to));
    await call(`is it watched: ${kind}, ${whose}`, () => is(to), ({ watching }) => watching);
    await call(`remove${kind}, ${whose}`, () => remove(to));
    await call(`is it no longer: ${kind}, ${whose}`, () => is(to), ({ watching }) => !watching);
  };
  const w = contentWatches;
  await watch('ContentWatcher', { contentId: page }, w.getContentWatchStatus, w.addContentWatcher, w.removeContentWatcher);
  await watch('SpaceWatcher', { spaceKey: 'DOCS' }, w.isWatchingSpace, w.addSpaceWatcher, w.removeSpaceWatch);
  await watch('LabelWatcher', { labelName: 'howto' }, w.isWatchingLabel, w.addLabelWatcher, w.removeLabelWatcher);
}
await call('addContentWatcher, for the lists', () => contentWatches.addContentWatcher({ contentId: page, accountId: ada }));
await call('getWatchesForPage', () => contentWatches.getWatchesForPage({ id: page }), (list) => list.results[0].watcher.accountId === ada);
await call('getWatchesForPage, a page', () => contentWatches.getWatchesForPage({ id: page, start: 0, limit: 1 }), sized(1));
await call('getWatchesForSpace', () => contentWatches.getWatchesForSpace({ id: page, start: 0, limit: 5 }), (list) => list.results[0].spaceKey === 'DOCS');
await call('getWatchersForSpace', () => contentWatches.getWatchersForSpace({ spaceKey: 'DOCS' }), sized(1));
await refused('getWatchersForSpace, unknown', 404, () => contentWatches.getWatchersForSpace({ spaceKey: 'NOPE' }));
await refused('addLabelWatcher, unknown', 403, () => contentWatches.addLabelWatcher({ labelName: 'nope' }));

// Tasks.
const tasks = await call('getTasks', () => longRunningTask.getTasks(), sized(2));
await call('getTasks, a page', () => longRunningTask.getTasks({ start: 1, limit: 1 }), sized(1));
await call('getTasks, by key', () => longRunningTask.getTasks({ key: 'export space' }), sized(1));
for (const { id } of tasks?.results ?? []) await call(`getTask, ${id}`, () => longRunningTask.getTask({ id }), (task) => task.id === id);
await refused('getTask, unknown', 404, () => longRunningTask.getTask({ id: '1' }));

// Search.
for (const [cql, n] of Object.entries({
  'type=user': 3, 'user.fullname~jo': 0, 'user.fullname~ada': 1, [`user="${ada}"`]: 1, [`user IN ("${ada}", "${grace}")`]: 2,
  [`user.accountid="${grace}"`]: 1, 'type = user AND (user.fullname ~ "ada" OR NOT user.fullname ~ "example")': 2,
  [`user NOT IN ("${ada}")`]: 2, [`user != "${ada}"`]: 2,
})) await call(`searchUser, ${cql}`, () => search.searchUser({ cql }), (found) => found.totalSize === n);
await call('searchUser, a page', () => search.searchUser({ cql: 'type=user', start: 1, limit: 1, expand, sitePermissionTypeFilter: 'all' }),
  (found) => found.results.length === 1 && found.results[0].user.personalSpace);
await refused('searchUser, unreadable', 400, () => search.searchUser({ cql: 'user.fullname ~' }));

console.log(`${passed} of ${passed + failed} calls, as ${me?.displayName}`);
process.exit(failed === 0 ? 0 : 1);
