"""An SMTP server of a test's own, by aiosmtpd. It prints its port, then one JSON line for each mail that it took.

What it does depends on the recipient's name: accept@ is taken, later@ answered 451, never@ 550, hang@ not at all, and
cut@ ends the connection.
"""

import asyncio
import json
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "later":
            return "451 4.7.1 try again later"
        if name == "never":
            return "550 5.1.1 no such mailbox"
        if name == "hang":
            await asyncio.sleep(3600)
        if name == "cut":
            server.transport.close()
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 taken"

    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=policy.default)
        parts = [part for part in mail.walk() if not part.is_multipart()]
        print(
            json.dumps(
                {
                    "from": envelope.mail_from,
                    "to": envelope.rcpt_tos,
                    "headers": {name.lower(): str(value) for name, value in mail.items()},
                    "structure": [part.get_content_type() for part in mail.walk()],
                    "parts": [part.get_content() for part in parts],
                    "charsets": [part.get_content_charset() for part in parts],
                    "defects": [str(defect) for part in mail.walk() for defect in part.defects],
                }
            ),
            flush=True,
        )
        return "250 2.0.0 taken"


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Handler(), hostname="peer.example"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
