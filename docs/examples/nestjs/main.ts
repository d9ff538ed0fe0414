/**
 * NestJS: returns the login of the current user to a page.
 *
 * Replace `Sessions` by your own provider, and `origins` by those of your pages on other hosts, or
 * drop it.
 */
import 'reflect-metadata';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { All, Controller, Injectable, Module, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { zendesk } from 'chat-token';
import { createTokenHandler, toNodeHandler } from 'chat-token/server';
import { userOf } from '../sessions.ts';

const { PORT = '3000', ZENDESK_KEY_ID = '', ZENDESK_SECRET = '' } = process.env;

@Injectable()
class Sessions {
  readonly userOf = userOf;
}

@Controller('api/chat-token')
class ChatTokenController {
  readonly #listener: (req: IncomingMessage, res: ServerResponse) => Promise<void>;

  constructor(sessions: Sessions) {
    const handler = createTokenHandler(zendesk, {
      getUser: (request) => sessions.userOf(request),
      origins: ['https://www.example.com'],
      keyId: ZENDESK_KEY_ID,
      secret: ZENDESK_SECRET,
      expiresIn: '15m',
    });
    this.#listener = toNodeHandler(handler);
  }

  @All()
  answer(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.#listener(request, response);
  }
}

@Module({ controllers: [ChatTokenController], providers: [Sessions] })
class AppModule {}

const app = await NestFactory.create(AppModule);
await app.listen(PORT);
