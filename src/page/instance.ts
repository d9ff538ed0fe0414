import type { ChatWidget } from './widget.ts';

/** What differs between the widgets. */
type WidgetFacts = Pick<ChatWidget, 'vendor' | 'title' | 'isReady'>;

/**
 * Makes the widget of an SDK that gets a function for tokens once, when its instance is made, and that documents
 * no log-out. The login of another user throws.
 */
export function instanceWidget<Settings extends object>(
  facts: WidgetFacts,
  create: (getToken: () => Promise<string>) => unknown,
): ChatWidget<Settings> {
  /** Those of the latest login. */
  let user: string | null | undefined;
  let nextToken!: () => Promise<string>;
  /** Resolves once the SDK's instance is made. */
  let created: Promise<unknown> | undefined;

  return {
    ...facts,
    requestsTokens: true,
    login(login) {
      if (user !== undefined && user !== login.userId) {
        throw new Error('Reload the page for another user: the SDK documents no log-out');
      }
      ({ userId: user, nextToken } = login);
      created ??= Promise.resolve(() => nextToken())
        .then(create)
        .catch((error: unknown) => {
          created = undefined;
          throw error;
        });
      return created;
    },
  };
}
