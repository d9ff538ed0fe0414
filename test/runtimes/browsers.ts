import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { CHROMIUM, CHROMIUM_ARGUMENTS, installPackages } from '../support/debian.ts';
import { BUILD } from './build.ts';
import type { Runtime } from './runtimes.ts';

/** Installs the browsers where they are missing, and what is needed to drive them. */
export function installBrowsers(): void {
  installPackages({
    chromium: 'chromium',
    'firefox-esr': 'firefox-esr',
    WebKitWebDriver: 'webkit2gtk-driver',
    'xvfb-run': 'xvfb',
    xauth: 'xauth',
  });
}

/** Serves the page with the suite for as long as `use` takes. */
async function withPage<T>(use: (port: number) => Promise<T>): Promise<T> {
  const script = readFileSync(`${BUILD}browser.js`, 'utf8');
  const server = createServer((request, response) => {
    const isScript = request.url === '/browser.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(
      isScript ? script : '<!doctype html><script type="module" src="browser.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await use(port);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** The page is done when it has a title. */
async function titleOf(read: () => Promise<string>): Promise<string> {
  for (let waited = 0; waited < 60_000; waited += 100) {
    const title = await read();
    if (title !== '') return title;
    await delay(100);
  }
  throw new Error('The page did not report within a minute.');
}

function chromiumAt(host: string): () => Promise<string> {
  return () =>
    withPage(async (port) => {
      const browser = await chromium.launch({
        executablePath: CHROMIUM,
        args: [
          ...CHROMIUM_ARGUMENTS,
          // A name that is not localhost makes the page an insecure one.
          '--host-resolver-rules=MAP insecure.test 127.0.0.1',
        ],
      });
      try {
        const page = await browser.newPage();
        await page.goto(`http://${host}:${port}/`);
        return await titleOf(() => page.title());
      } finally {
        await browser.close();
      }
    });
}

function firefox(): Promise<string> {
  return withPage(async (port) => {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: '/usr/bin/firefox-esr',
      headless: true,
    });
    try {
      const page = await browser.newPage();
      await page.goto(`http://localhost:${port}/`);
      return await titleOf(() => page.title());
    } finally {
      await browser.close();
    }
  });
}

/** WebKit has no driver library of note here: its own speaks WebDriver, which is a little JSON. */
function webkit(): Promise<string> {
  return withPage(async (port) => {
    const driverPort = port === 4444 ? 4445 : 4444;
    const driver = spawn('xvfb-run', ['-a', 'WebKitWebDriver', `--port=${driverPort}`], {
      stdio: 'ignore',
      detached: true,
    });
    const call = async (method: string, path: string, body?: object): Promise<unknown> => {
      const response = await fetch(`http://127.0.0.1:${driverPort}/session${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const { value }: { value: unknown } = JSON.parse(await response.text());
      if (!response.ok) throw new Error(`WebDriver: ${JSON.stringify(value)}`);
      return value;
    };
    try {
      const { sessionId } = (await retried(() =>
        call('POST', '', { capabilities: { alwaysMatch: {} } }),
      )) as { sessionId: string };
      await call('POST', `/${sessionId}/url`, { url: `http://127.0.0.1:${port}/` });
      const title = await titleOf(async () => String(await call('GET', `/${sessionId}/title`)));
      await call('DELETE', `/${sessionId}`);
      return title;
    } finally {
      // The whole group: xvfb-run does not end its children.
      if (driver.pid !== undefined) process.kill(-driver.pid);
    }
  });
}

async function retried<T>(action: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (attempt === 50) throw error;
      await delay(200);
    }
  }
}

/** The browsers, each with the suite on a page that localhost serves. */
export const BROWSERS: readonly Runtime[] = [
  { name: 'Chromium', expectedVersion: /^(?:Headless)?Chrome\/\d+/, run: chromiumAt('localhost') },
  { name: 'Firefox', expectedVersion: /^Firefox\/\d+/, run: firefox },
  { name: 'WebKit', expectedVersion: /^Version\/\d+/, run: webkit },
];

/** The code that a page without WebCrypto gets. */
export const insecurePage: () => Promise<string> = chromiumAt('insecure.test');
