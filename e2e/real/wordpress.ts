import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { run } from '../../scripts/process.ts'

/** No mail leaves, and no warning of an old library gets between the lines. */
const quiet = ['-d', 'display_errors=0', '-d', 'sendmail_path=/bin/true']

/**
 * A real WordPress on this machine: Debian's package under PHP's own server, over a MariaDB of its own with fresh data,
 * a blog of a few posts, and people who may do different things.
 */
export interface WordPress {
  url: string
  /** Application passwords: the first may moderate, the second may only comment. */
  people: Record<'crumb' | 'reader', { user: string; password: string; loginPassword: string }>
  posts: { id: number; title: string; open: boolean }[]
  /** A stranger comments by the blog's own form, which knows nothing of the REST API. */
  comment(comment: { post: number; name: string; text: string; parent?: number }): Promise<void>
  /** Runs PHP inside WordPress and gives what it echoes. */
  php(code: string): Promise<string>
  stop(): Promise<void>
}

/** Debian's place, unless another is named. */
const source = process.env['EARSHOT_WORDPRESS'] ?? '/usr/share/wordpress'

/** What is missing on this machine for this server, in words; undefined where all is there. */
export async function missingForWordPress(): Promise<string | undefined> {
  const programs: string[] = []
  for (const program of ['php', 'mariadbd', 'mariadb-install-db'])
    if ((await run('sh', ['-c', `command -v ${program}`])).code !== 0) programs.push(program)
  if (!existsSync(join(source, 'wp-settings.php'))) programs.push(`WordPress in ${source}`)
  return programs.length === 0 ? undefined : programs.join(', ')
}

export async function startWordPress(): Promise<WordPress> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-wordpress-'))
  const children: ChildProcess[] = []
  const stop = async (): Promise<void> => {
    for (const child of children.reverse()) await end(child)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const socket = join(folder, 'db.sock')
    children.push(await startDatabase(folder, socket))
    const port = await freePort()
    const url = `http://127.0.0.1:${String(port)}`
    const site = join(folder, 'site')
    // Debian's folder is full of links that lead out of it, and some of them to packages that are not needed here.
    await run('cp', ['-rL', source, site])
    await writeFile(join(site, 'wp-config.php'), configFile(socket, url))
    const php = phpIn(site)
    await until('the database answers', () => php.bare(databaseCode(socket)).then((text) => text === 'made'))
    const made = peopleShape(JSON.parse(await php.installing(installCode)))
    children.push(serve(site, port, folder))
    await until('the blog answers', async () => (await fetch(`${url}/?rest_route=/`)).ok)
    return { url, ...made, comment: commenter(url), php: php.inside, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startDatabase(folder: string, socket: string): Promise<ChildProcess> {
  const data = join(folder, 'db')
  await mkdir(data)
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : []
  const made = await run('mariadb-install-db', [
    '--no-defaults',
    `--datadir=${data}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    ...asRoot,
  ])
  if (made.code !== 0) throw new Error(`no database could be made: ${made.text.slice(-500)}`)
  const log = openSync(join(folder, 'db.log'), 'a')
  const child = spawn(
    'mariadbd',
    ['--no-defaults', `--datadir=${data}`, `--socket=${socket}`, '--skip-networking', ...asRoot],
    { stdio: ['ignore', log, log] },
  )
  closeSync(log)
  return child
}

function serve(site: string, port: number, folder: string): ChildProcess {
  const log = openSync(join(folder, 'php.log'), 'a')
  const child = spawn('php', [...quiet, '-S', `127.0.0.1:${String(port)}`, '-t', site], {
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  return child
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  child.kill('SIGTERM')
  await Promise.race([ended, sleep(10_000, undefined, { ref: false }).then(() => child.kill('SIGKILL'))])
  await ended
}

/** Application passwords are for https, or for a site that says it is a developer's own. */
function configFile(socket: string, url: string): string {
  const constants: Record<string, string | boolean> = {
    DB_NAME: 'blog',
    DB_USER: 'root',
    DB_PASSWORD: '',
    DB_HOST: `localhost:${socket}`,
    DB_CHARSET: 'utf8mb4',
    WP_ENVIRONMENT_TYPE: 'local',
    WP_HOME: url,
    WP_SITEURL: url,
    DISABLE_WP_CRON: true,
    AUTOMATIC_UPDATER_DISABLED: true,
    WP_HTTP_BLOCK_EXTERNAL: true,
  }
  const lines = Object.entries(constants).map(
    ([name, value]) => `define('${name}', ${typeof value === 'string' ? `'${value}'` : String(value)});`,
  )
  return `<?php\n${lines.join('\n')}\n$table_prefix = 'wp_';\nif (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');\nrequire_once ABSPATH . 'wp-settings.php';\n`
}

function databaseCode(socket: string): string {
  return `mysqli_report(MYSQLI_REPORT_OFF);
$db = @new mysqli(null, 'root', '', '', 0, '${socket}');
if ($db->connect_errno) { echo 'not yet'; exit; }
$db->query('CREATE DATABASE IF NOT EXISTS blog CHARACTER SET utf8mb4');
echo 'made';`
}

const installCode = `require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Crumb Bakery', 'crumb', 'crumb@example.test', true, '', 'town-login');
update_option('timezone_string', 'America/New_York');
wp_insert_user(['user_login' => 'reader', 'user_pass' => 'town-login', 'role' => 'subscriber', 'user_email' => 'reader@example.test', 'display_name' => 'A Reader']);
$people = [];
foreach (['crumb', 'reader'] as $name) {
  $user = get_user_by('login', $name);
  [$password] = WP_Application_Passwords::create_new_application_password($user->ID, ['name' => 'tests']);
  $people[$name] = ['user' => $name, 'password' => WP_Application_Passwords::chunk_password($password), 'loginPassword' => 'town-login'];
}
$posts = [];
foreach ([['Why our rye takes two days', 'open'], ['Closed on Monday', 'closed'], ['Brot &amp; Spiele', 'open']] as [$title, $comments]) {
  $id = wp_insert_post(['post_title' => $title, 'post_content' => 'Bread.', 'post_status' => 'publish', 'post_author' => 1, 'comment_status' => $comments]);
  $posts[] = ['id' => $id, 'title' => $title, 'open' => $comments === 'open'];
}
echo json_encode(['people' => $people, 'posts' => $posts]);`

/** What `installCode` echoes, as it was just written. */
function peopleShape(value: unknown): Pick<WordPress, 'people' | 'posts'> {
  return value as Pick<WordPress, 'people' | 'posts'>
}

function phpIn(site: string) {
  const php = async (code: string): Promise<string> => {
    const file = join(site, 'earshot-test.php')
    await writeFile(file, `<?php\n${code}\n`)
    const { code: exit, text } = await run('php', [...quiet, file])
    await rm(file, { force: true })
    if (exit !== 0) throw new Error(`PHP ended with ${String(exit)}: ${text.slice(-500)}`)
    return text
  }
  const load = (before: string) => `${before}\nrequire __DIR__ . '/wp-load.php';\n`
  return {
    bare: php,
    installing: (code: string) => php(`${load("define('WP_INSTALLING', true);")}${code}`),
    inside: (code: string) => php(`${load('')}${code}`),
  }
}

function commenter(url: string): WordPress['comment'] {
  return async ({ post, name, text, parent }) => {
    const answer = await fetch(`${url}/wp-comments-post.php`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({
        comment_post_ID: String(post),
        author: name,
        email: `${name.toLowerCase().replaceAll(/\W/g, '')}@example.test`,
        comment: text,
        ...(parent === undefined ? {} : { comment_parent: String(parent) }),
      }),
    })
    if (answer.status !== 302)
      throw new Error(`the comment was refused: ${(await answer.text()).slice(0, 300)}`)
  }
}

/** Asks until it is so; errors count as not yet. Throws after half a minute. */
async function until(what: string, ask: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!(await ask().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}.`)
    await sleep(200)
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer()
    server.on('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo // listening on a port, not on a pipe
      server.close(() => found(port))
    })
  })
}
